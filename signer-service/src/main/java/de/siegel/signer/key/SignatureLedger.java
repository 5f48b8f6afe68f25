package de.siegel.signer.key;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts every use of a key at its boundary, before the key is used, in a mapped file {@code
 * <run>.count}: the count survives a process that is killed, so that it can be held against the
 * audit (invariant I5). A hardware module has such a counter of its own.
 *
 * <p>Not safe for use by several threads; each worker has a run of its own.
 */
public final class SignatureLedger {
  private final String run;
  private final ByteBuffer count;
  private long batches;

  private SignatureLedger(String run, ByteBuffer count) {
    this.run = run;
    this.count = count;
  }

  /**
   * Begins a ledger.
   *
   * @param folder where the counts are kept
   * @param run random id of this run
   * @throws ConfigurationError if the folder cannot be written
   */
  public static SignatureLedger open(Path folder, String run) {
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              folder.resolve(run + ".count"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        return new SignatureLedger(run, file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
      }
    } catch (IOException e) {
      throw new ConfigurationError(
          "The folder " + folder + " of setting signer.ledger.folder cannot be written: " + e);
    }
  }

  /** The run that is counted. */
  public String run() {
    return run;
  }

  /** Number of the next batch of this run, 1 for the first. */
  public long nextBatch() {
    return ++batches;
  }

  /** Uses of the key so far. */
  public long count() {
    return count.getLong(0);
  }

  /** Counts one use; call it before the key is used. */
  public void countOne() {
    count.putLong(0, count() + 1);
  }
}
