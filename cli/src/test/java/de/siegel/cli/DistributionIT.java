package de.siegel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder that is shipped: jars side by side, found through their manifests. */
class DistributionIT {
  private static final Path LIB =
      Path.of(
          Objects.requireNonNull(
              System.getProperty("dist.directory"), "Maven sets dist.directory"));

  @Test
  void hasEveryJarThatOneOfOursAsksFor() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path jar : jars()) {
      for (String needed : classPath(jar)) {
        if (!Files.exists(LIB.resolve(needed))) {
          missing.add(jar.getFileName() + " asks for " + needed);
        }
      }
    }

    // Two modules that resolve another version each need it managed in the parent.
    assertThat(missing).isEmpty();
  }

  @Test
  void startsAsAPlainJar() throws Exception {
    Path jar =
        jars().stream()
            .filter(path -> path.getFileName().toString().matches("cli-[0-9.]+(-SNAPSHOT)?\\.jar"))
            .findFirst()
            .orElseThrow();

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--version")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(printed).matches("siegel [0-9.]+(-SNAPSHOT)?\\R");
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(LIB)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Empty for foreign jars: their class paths speak of other folders. */
  private static List<String> classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes attributes =
          file.getManifest() == null ? null : file.getManifest().getMainAttributes();
      boolean ours =
          file.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/maven/de.siegel/"));
      String classPath = ours ? attributes.getValue(Attributes.Name.CLASS_PATH) : null;
      return classPath == null ? List.of() : List.of(classPath.split(" "));
    }
  }
}
