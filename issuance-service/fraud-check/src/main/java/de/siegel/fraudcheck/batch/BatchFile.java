package de.siegel.fraudcheck.batch;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of batches in a file, one {@link BatchLine} a line, read again when the file changes. A
 * bad one is refused at the start; later the last good one stays. Safe for use by several threads.
 */
public final class BatchFile {
  private static final Logger LOG = LoggerFactory.getLogger(BatchFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final long LARGEST = 256L * 1024 * 1024;

  private final Optional<Path> file;
  private final InstantSource clock;
  private FileTime readFrom;
  private List<BatchLine> lines = List.of();
  private Instant next;

  /**
   * @param file absent: nothing is known of batches
   * @throws ConfigurationError if it cannot be read; names the line
   */
  public BatchFile(Optional<Path> file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.next = clock.instant().plus(LOOK_EVERY);
    if (file.isPresent()) {
      try {
        read(file.get());
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationError("The list of batches " + file.get() + ": " + e.getMessage());
      }
    }
  }

  /** The lines; the same list until the file changes. */
  public synchronized List<BatchLine> lines() {
    Instant now = clock.instant();
    if (file.isPresent() && !now.isBefore(next)) {
      next = now.plus(LOOK_EVERY);
      try {
        if (!Files.getLastModifiedTime(file.get()).equals(readFrom)) {
          read(file.get());
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.atError()
            .addKeyValue("file", file.get())
            .addKeyValue("reason", e.getMessage())
            .log("The list of batches cannot be read; the last good one stays in force");
      }
    }
    return lines;
  }

  private void read(Path from) throws IOException {
    FileTime modified = Files.getLastModifiedTime(from);
    if (Files.size(from) > LARGEST) {
      throw new IllegalArgumentException("it has more than " + LARGEST + " bytes");
    }
    List<BatchLine> all = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (String line : Files.readAllLines(from, StandardCharsets.UTF_8)) {
      try {
        BatchLine read = BatchLine.read(line.getBytes(StandardCharsets.UTF_8));
        if (!seen.add(List.of(read.product(), read.batch()))) {
          throw new IllegalArgumentException("this batch stands there twice");
        }
        all.add(read);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (all.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    lines = List.copyOf(all);
    readFrom = modified;
  }
}
