package de.siegel.schemas.released;

import de.siegel.schemas.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Run once for each release, from the module's folder: copies the schemas and writes the samples.
 */
final class ReleaseSchemas {

  private ReleaseSchemas() {}

  /**
   * @param arguments the version that is released, for example 0.2.0
   */
  public static void main(String[] arguments) throws IOException {
    Path source = Path.of("src", "main", "avro");
    Path target = ReleasedSchemas.FOLDER.resolve(arguments[0]);
    if (Files.exists(target)) {
      throw new IllegalStateException(target + " exists: a release is never changed");
    }
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    List<Schema> schemas = ReleasedSchemas.of(arguments[0]);
    for (Schema schema : schemas) {
      if (schema.getType() == Schema.Type.RECORD) {
        Files.write(
            ReleasedSchemas.sample(arguments[0], schema),
            SampleData.binary(schema, SampleData.of(schema)));
      }
    }
  }
}
