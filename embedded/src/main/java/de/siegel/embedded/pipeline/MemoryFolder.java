package de.siegel.embedded.pipeline;

import de.siegel.sealing.Sha256;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a folder in memory for keys that must not reach a disk: they outlive the process, so that
 * it can be started again, but not the machine, and not the data folder that they belong to.
 */
final class MemoryFolder {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFolder.class);
  private static final Path TMPFS = Path.of("/dev/shm");
  private static final String PREFIX = "siegel-";
  private static final String OWNER = "data-folder";
  private static final int NAME_BYTES = 8;

  private final Path memory;

  /** Memory is somewhere else in tests. */
  MemoryFolder(Path memory) {
    this.memory = memory;
  }

  /** The folder that belongs to a data folder, on this machine. */
  static Path of(Path dataFolder) {
    return new MemoryFolder(TMPFS).prepare(dataFolder);
  }

  /** Makes the folder, and removes those whose data folder is gone. */
  Path prepare(Path dataFolder) {
    if (!Files.isDirectory(memory) || !Files.isWritable(memory)) {
      LOG.warn("There is no {} here: epoch keys are kept in the data folder", memory);
      return dataFolder.resolve("memory");
    }
    removeOrphans();
    String owner = dataFolder.toAbsolutePath().normalize().toString();
    byte[] hash = Sha256.of(owner.getBytes(StandardCharsets.UTF_8));
    Path folder = memory.resolve(PREFIX + HexFormat.of().formatHex(hash, 0, NAME_BYTES));
    PrivateFiles.ownFolder(folder);
    PrivateFiles.write(folder.resolve(OWNER), owner.getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  /** Removes the folders whose data folder is gone, on this machine. */
  static void sweep() {
    if (Files.isDirectory(TMPFS) && Files.isWritable(TMPFS)) {
      new MemoryFolder(TMPFS).removeOrphans();
    }
  }

  private void removeOrphans() {
    try (Stream<Path> folders = Files.list(memory)) {
      for (Path folder : folders.filter(MemoryFolder::orphaned).toList()) {
        removeOrphan(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + memory + " cannot be read", e);
    }
  }

  private static boolean orphaned(Path folder) {
    Path owner = folder.resolve(OWNER);
    return folder.getFileName().toString().startsWith(PREFIX)
        && Files.isReadable(owner)
        && !Files.exists(Path.of(new String(PrivateFiles.read(owner), StandardCharsets.UTF_8)));
  }

  private static void removeOrphan(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Another start removes it at the same time, or somebody else owns it: not ours to mend.
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .log("Keys of a data folder that is gone cannot be removed");
    }
  }
}
