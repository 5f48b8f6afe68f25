package de.siegel.cli.outcome;

import de.siegel.cli.CommandFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;

/**
 * Writes {@code outcomes.jsonl}: one line a request, in the order of the requests although outcomes
 * come in any order. Lines go to {@code outcomes.jsonl.part} as soon as all before them are there;
 * {@link #finish} gives it its name. Safe for use by several threads.
 *
 * <p>What waits for an earlier outcome is held in memory (about 200 bytes each). A sender bounds
 * that by sending nothing further ahead of {@link #firstMissing} than it can afford.
 */
public final class OutcomesFile implements AutoCloseable {

  /** The name of the finished file. */
  public static final String NAME = "outcomes.jsonl";

  private final OutputFolder folder;
  private final BufferedWriter writer;
  private final TreeMap<Long, String> waiting = new TreeMap<>();
  private long firstMissing = 1;
  private boolean closed;

  private OutcomesFile(OutputFolder folder, BufferedWriter writer) {
    this.folder = folder;
    this.writer = writer;
  }

  /**
   * Begins a file; an older finished one stays until this one is finished.
   *
   * @throws CommandFailure when the folder refuses
   */
  public static OutcomesFile open(OutputFolder folder) {
    try {
      return new OutcomesFile(folder, Files.newBufferedWriter(folder.part(NAME)));
    } catch (IOException e) {
      throw folder.failure(NAME, e);
    }
  }

  /**
   * Takes the outcome of one line.
   *
   * @throws IllegalStateException when that line has its outcome already, or the file is closed
   * @throws CommandFailure when the device is full or refuses
   */
  public synchronized void add(OutcomeLine outcome) {
    if (closed) {
      throw new IllegalStateException("the outcomes are closed");
    }
    if (outcome.lineNumber() < firstMissing
        || waiting.putIfAbsent(outcome.lineNumber(), outcome.json()) != null) {
      throw new IllegalStateException(
          "line " + outcome.lineNumber() + " has its outcome already: each has one");
    }
    try {
      while (!waiting.isEmpty() && waiting.firstKey() == firstMissing) {
        write(waiting.pollFirstEntry().getValue());
        firstMissing++;
      }
    } catch (IOException e) {
      throw folder.failure(NAME, e);
    }
  }

  /** The first line without an outcome; 1 at the start. */
  public synchronized long firstMissing() {
    return firstMissing;
  }

  /**
   * Gives the file its name.
   *
   * @param lines how many requests there were
   * @throws IllegalStateException when some have no outcome
   * @throws CommandFailure when the device is full or refuses
   */
  public synchronized void finish(long lines) {
    if (firstMissing != lines + 1 || !waiting.isEmpty()) {
      throw new IllegalStateException("line " + firstMissing + " has no outcome");
    }
    closed = true;
    try {
      writer.close();
      force(folder.part(NAME));
    } catch (IOException e) {
      throw folder.failure(NAME, e);
    }
    folder.complete(NAME);
  }

  /**
   * Where the run did not finish: writes what is known, with gaps, into the part file and leaves it
   * under that name. After {@link #finish} this does nothing.
   *
   * @throws CommandFailure when the device is full or refuses
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (writer) {
      for (String line : waiting.values()) {
        write(line);
      }
    } catch (IOException e) {
      throw folder.failure(NAME, e);
    }
  }

  /** The file that {@link #close} leaves when the run did not finish. */
  public Path partFile() {
    return folder.part(NAME);
  }

  private void write(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
