package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.request.BoundedLines;
import de.siegel.fraudcheck.batch.BatchLine;
import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Reads a list of batches, one {@link BatchLine} a line. */
final class BatchList {
  /** A batch that went to thousands of pharmacies fits. */
  private static final int LONGEST_LINE = 512 * 1024;

  private BatchList() {}

  /**
   * Reads a file.
   *
   * @param bad is told of each line that cannot be read, why, and its number
   */
  static Batches read(Path file, ObjLongConsumer<String> bad) {
    Map<Long, Batch> batches = new HashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      BoundedLines lines = new BoundedLines(in, LONGEST_LINE);
      long number = 0;
      for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
        number++;
        try {
          add(batches, line);
        } catch (BadTraceLine e) {
          bad.accept(e.getMessage(), number);
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage("--batches: " + file + ": " + FileTrouble.reason(e) + ".", e);
    }
    return new Batches(batches);
  }

  private static void add(Map<Long, Batch> batches, BoundedLines.Line line) throws BadTraceLine {
    if (line.tooLong()) {
      throw new BadTraceLine("the line is longer than " + LONGEST_LINE + " bytes");
    }
    BatchLine read;
    try {
      read = BatchLine.read(line.bytes());
    } catch (IllegalArgumentException e) {
      throw new BadTraceLine(e.getMessage());
    }
    long token = TraceReader.batch(read.product(), read.batch());
    if (batches.putIfAbsent(token, read.known(Tokens::of)) != null) {
      throw new BadTraceLine("this batch stands there twice");
    }
  }
}
