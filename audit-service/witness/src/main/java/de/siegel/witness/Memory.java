package de.siegel.witness;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.tamperlog.note.Checkpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last checkpoint that was co-signed of each log: on disk for the next start, and here, so that
 * a folder that is emptied or put back to an earlier state does not make a witness forget.
 */
final class Memory implements AutoCloseable {
  private final FolderLock lock;
  private final CheckpointFiles files;
  private final Map<String, Checkpoint> last = new HashMap<>();

  /**
   * Takes the folder for this witness alone, and reads what is there.
   *
   * @param origins of the logs that are looked at
   * @throws ConfigurationError if another witness uses the folder, or a file in it is damaged
   */
  Memory(Path folder, Collection<String> origins) {
    files = new CheckpointFiles(folder);
    lock = FolderLock.take(folder);
    try {
      for (String origin : origins) {
        files.read(origin).ifPresent(read -> last.put(origin, read));
      }
    } catch (ConfigurationError | UncheckedIOException e) {
      lock.close();
      throw e;
    }
  }

  /** The last one of a log; empty if there is none. */
  Optional<Checkpoint> last(String origin) {
    return Optional.ofNullable(last.get(origin));
  }

  /**
   * Why nothing of a log may be signed now; empty if the folder has what was kept last. Anything
   * else counts, newer ones too: nobody but this witness writes there.
   */
  Optional<String> trouble(String origin) {
    if (!lock.holds()) {
      return Optional.of("its folder was emptied or exchanged, or it was stopped");
    }
    Optional<Checkpoint> found;
    try {
      found = files.read(origin);
    } catch (ConfigurationError | UncheckedIOException e) {
      return Optional.of(e.getMessage());
    }
    if (found.equals(last(origin))) {
      return Optional.empty();
    }
    return Optional.of(
        found
            .map(other -> "its folder has a checkpoint of size " + other.size() + " instead")
            .orElse("its folder has none any more"));
  }

  /** Returns when it is durable. */
  void keep(Checkpoint checkpoint) {
    files.write(checkpoint);
    last.put(checkpoint.origin(), checkpoint);
  }

  @Override
  public void close() {
    lock.close();
  }
}
