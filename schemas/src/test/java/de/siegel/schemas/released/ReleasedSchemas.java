package de.siegel.schemas.released;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The schemas as each release had them, below {@code src/test/resources/released}, one folder a
 * release: copies of {@code src/main/avro}, and for each record type a sample in Avro binary that
 * this release wrote. Nothing in there is ever changed.
 */
final class ReleasedSchemas {

  static final Path FOLDER = Path.of("src", "test", "resources", "released");
  private static final String SAMPLE_ENDING = ".sample";

  private ReleasedSchemas() {}

  static List<String> releases() {
    return list(FOLDER).map(folder -> folder.getFileName().toString()).toList();
  }

  /** All named types of a release. */
  static List<Schema> of(String release) {
    return parse(FOLDER.resolve(release));
  }

  /** All named types of the folder's schema files. */
  static List<Schema> parse(Path folder) {
    SchemaParser parser = new SchemaParser();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
        parser.parse(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parser.getParsedNamedSchemas();
  }

  static Path sample(String release, Schema schema) {
    return FOLDER.resolve(release).resolve(schema.getFullName() + SAMPLE_ENDING);
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
