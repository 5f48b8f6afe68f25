package de.siegel.certificate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The published sample certificates, if this machine has them. */
final class Samples {

  /** One sample file; its name is relative to the samples' folder. */
  record Sample(String name, JsonNode content) {
    Optional<Boolean> expects(String step) {
      JsonNode expected = content.path("EXPECTEDRESULTS").path(step);
      return expected.isBoolean() ? Optional.of(expected.booleanValue()) : Optional.empty();
    }

    Optional<String> text(String field) {
      return Optional.ofNullable(content.path(field).textValue());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Samples() {}

  static List<Sample> all() {
    Path folder = folder();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(folder, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sample named(String name) {
    Path folder = folder();
    return read(folder, folder.resolve(name));
  }

  private static Path folder() {
    Optional<Path> folder = find();
    assumeTrue(
        folder.isPresent(),
        "no dcc-samples: set -Dsiegel.shared or put them into ../shared/data beside the clone");
    return folder.get();
  }

  private static Optional<Path> find() {
    String configured = System.getProperty("siegel.shared");
    if (configured != null) {
      return existing(Path.of(configured));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return existing(at.resolveSibling("shared"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> existing(Path shared) {
    return Optional.of(shared.resolve("data").resolve("dcc-samples")).filter(Files::isDirectory);
  }

  private static Sample read(Path folder, Path file) {
    try {
      String text = Files.readString(file);
      String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new Sample(folder.relativize(file).toString(), Requests.MAPPER.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
