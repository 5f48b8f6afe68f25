package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guarantee is worth as much as the test beside it: each one that a document names is there. */
class DocumentedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("`(?:[a-z-]+: )?([^`]+)`");
  private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?");
  private static final Pattern METHOD = Pattern.compile("[a-z]\\w{15,}");

  private static Map<String, String> sources() {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.put(name(file), text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name of a test class, or of one and a method; a method alone is of the class before it. */
  private static List<String> missing(String document, Map<String, String> sources) {
    List<String> missing = new java.util.ArrayList<>();
    String last = "";
    Matcher quoted = QUOTED.matcher(document);
    while (quoted.find()) {
      String name = quoted.group(1);
      Matcher test = TEST.matcher(name);
      if (test.matches()) {
        last = test.group(1);
        if (!sources.containsKey(last) || !has(sources, last, test.group(2))) {
          missing.add(name);
        }
      } else if (!last.isEmpty() && METHOD.matcher(name).matches() && !has(sources, last, name)) {
        missing.add(last + "." + name);
      }
    }
    return missing;
  }

  private static boolean has(Map<String, String> sources, String test, String method) {
    return method == null || sources.getOrDefault(test, "").contains(" " + method + "(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GUARANTEES.md", "THREAT-MODEL.md"})
  void eachTestThatADocumentNamesIsThere(String document) throws IOException {
    assertThat(missing(Files.readString(ROOT.resolve("docs").resolve(document)), sources()))
        .isEmpty();
  }

  @Test
  void aTestThatIsNotThereIsNoticed() {
    Map<String, String> sources = Map.of("OneTest", "void holdsWhatWasPromised() {");

    assertThat(
            missing(
                "`x: OneTest.holdsWhatWasPromised`, `holdsWhatNobodyWrote`; `OtherIT`", sources))
        .containsExactly("OneTest.holdsWhatNobodyWrote", "OtherIT");
  }
}
