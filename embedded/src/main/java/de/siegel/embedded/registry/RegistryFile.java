package de.siegel.embedded.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.schemas.registry.RegistryState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The registry's one file. It is replaced as a whole, so a crash leaves the old one or the new one;
 * a lock keeps a second registry away from it.
 */
final class RegistryFile implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path file;
  private final FileChannel lock;

  private RegistryFile(Path folder, FileChannel lock) {
    this.folder = folder;
    this.file = folder.resolve("schemas.json");
    this.lock = lock;
  }

  /**
   * @throws RegistryStartFailure if the folder cannot be used or is in use
   */
  static RegistryFile open(Path folder) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("schemas.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new RegistryFile(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // In use by this very process: as if by another.
    } catch (IOException e) {
      throw new RegistryStartFailure(
          "registry folder %s: cannot be written (%s); make it writable or choose another"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
    closeQuietly(channel);
    throw new RegistryStartFailure(
        "registry folder %s: another registry uses it; stop that or choose another folder"
            .formatted(folder),
        null);
  }

  /**
   * @throws RegistryStartFailure if there is a file and it is not what was written
   */
  RegistryState load() {
    if (!Files.exists(file)) {
      return RegistryState.EMPTY;
    }
    try {
      return JSON.readValue(file.toFile(), RegistryState.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryStartFailure(
          "registry file %s: cannot be read as one; restore it from a backup. With other ids than"
                  .formatted(file)
              + " before, records that are kept could not be read",
          e);
    }
  }

  /** Returns when the state is on the disk. */
  void save(RegistryState state) throws IOException {
    Path next = folder.resolve("schemas.json.next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The new name is on the disk only when the folder is.
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    closeQuietly(lock);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Closing frees the lock even so, and nothing was written through it.
    }
  }
}
