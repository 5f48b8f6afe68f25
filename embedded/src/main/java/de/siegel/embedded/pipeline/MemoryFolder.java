package de.siegel.embedded.pipeline;

import de.siegel.sealing.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a folder in memory for keys that must not reach a disk: they outlive the process, so that
 * it can be started again, but not the machine.
 */
final class MemoryFolder {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFolder.class);
  private static final Path TMPFS = Path.of("/dev/shm");
  private static final int NAME_BYTES = 8;

  private MemoryFolder() {}

  /** The folder that belongs to a data folder. */
  static Path of(Path dataFolder) {
    if (!Files.isDirectory(TMPFS) || !Files.isWritable(TMPFS)) {
      LOG.warn("There is no /dev/shm here: epoch keys are kept in the data folder");
      return dataFolder.resolve("memory");
    }
    byte[] hash =
        Sha256.of(dataFolder.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    return TMPFS.resolve("siegel-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES));
  }
}
