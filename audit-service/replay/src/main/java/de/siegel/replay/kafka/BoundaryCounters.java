package de.siegel.replay.kafka;

import de.siegel.replay.invariant.Fact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a signing key's boundary counted: files {@code <run>.count}, 8 bytes big-endian. */
final class BoundaryCounters {
  private static final String SUFFIX = ".count";

  private BoundaryCounters() {}

  /** One fact a file; a folder or file that cannot be read is a fact too. */
  static List<Fact> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .map(BoundaryCounters::counted)
          .toList();
    } catch (IOException e) {
      return List.of(new Fact.Counted(folder.toString(), Optional.empty()));
    }
  }

  private static Fact counted(Path file) {
    String name = file.getFileName().toString();
    return new Fact.Counted(name.substring(0, name.length() - SUFFIX.length()), count(file));
  }

  private static Optional<Long> count(Path file) {
    try {
      if (Files.size(file) != Long.BYTES) {
        return Optional.empty();
      }
      long count = ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
      return count < 0 ? Optional.empty() : Optional.of(count);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
