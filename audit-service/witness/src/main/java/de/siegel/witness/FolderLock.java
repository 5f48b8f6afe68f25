package de.siegel.witness;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One witness a folder: two with one key would co-sign two histories. */
final class FolderLock implements AutoCloseable {
  private static final String NAME = "witness.lock";

  /**
   * The locks of this process, by the identity of their files. POSIX lets go of a process's lock on
   * a file when any of its channels on that file is closed: so no second one is opened here.
   */
  private static final Map<Object, FileChannel> OWN = new HashMap<>();

  private final Path file;
  private final Object identity;
  private final FileLock lock;

  private FolderLock(Path file, Object identity, FileLock lock) {
    this.file = file;
    this.identity = identity;
    this.lock = lock;
  }

  /**
   * Takes the folder until {@link #close} or the end of the process.
   *
   * @throws ConfigurationError if another witness has it, in this process or in another
   */
  static FolderLock take(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      synchronized (OWN) {
        make(file);
        Object identity = identity(file);
        FileLock lock = OWN.containsKey(identity) ? null : lock(file, identity);
        if (lock == null) {
          throw new ConfigurationError(
              "Another witness uses the folder "
                  + folder
                  + ": stop that one, or choose another folder; two with one key would co-sign two"
                  + " histories");
        }
        return new FolderLock(file, identity, lock);
      }
    } catch (IOException e) {
      throw new ConfigurationError(file + " cannot be locked (" + e + "): make it writable");
    }
  }

  private static void make(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // Left by the witness before: a lock ends with its process, its file stays.
    }
  }

  private static FileLock lock(Path file, Object identity) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock != null) {
        OWN.put(identity, channel);
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      // Taken by this class under another class loader. To close the channel would let go of that.
      OWN.put(identity, channel);
      return null;
    } finally {
      if (!OWN.containsKey(identity)) {
        channel.close();
      }
    }
  }

  private static Object identity(Path file) throws IOException {
    return Objects.requireNonNullElse(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(), file.toRealPath());
  }

  /** Whether the file that is locked is still that of the folder. */
  boolean holds() {
    try {
      return lock.isValid() && identity(file).equals(identity);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Lets go of it. */
  @Override
  public void close() {
    synchronized (OWN) {
      FileChannel channel = OWN.remove(identity);
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        // The lock is gone all the same.
      }
    }
  }
}
