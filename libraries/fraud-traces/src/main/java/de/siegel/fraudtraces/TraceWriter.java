package de.siegel.fraudtraces;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** Writes a trace as lines of JSON. */
public final class TraceWriter {
  /** The events in order of time. */
  public static final String EVENTS = "trace.jsonl";

  /** What is publicly known of the pharmacies. */
  public static final String PHARMACIES = "pharmacies.jsonl";

  /** The released batches. */
  public static final String BATCHES = "batches.jsonl";

  private TraceWriter() {}

  /**
   * Writes the three files; those that are there are overwritten.
   *
   * @param folder is made if there is none
   * @return how many events there are
   */
  public static long write(Trace trace, Path folder) throws IOException {
    Files.createDirectories(folder);
    lines(folder.resolve(PHARMACIES), trace.pharmacies().stream().map(TracePharmacy::json));
    lines(folder.resolve(BATCHES), trace.batches().stream().map(TraceBatch::json));
    return lines(folder.resolve(EVENTS), trace.events().map(TraceEvent::json));
  }

  private static long lines(Path file, Stream<String> lines) throws IOException {
    long count = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Iterator<String> all = lines.iterator(); all.hasNext(); count++) {
        // Not newLine(): the bytes are the same everywhere.
        out.append(all.next()).append('\n');
      }
    }
    return count;
  }
}
