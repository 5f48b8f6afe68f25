package de.siegel.servicekit.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Files and folders that only their owner may read. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFiles() {}

  /** Makes a folder, and its parents, where it is missing. */
  public static Path folder(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        return folder;
      }
      if (folder.getParent() != null) {
        Files.createDirectories(folder.getParent());
      }
      return Files.createDirectory(folder, FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", e);
    }
  }

  /**
   * Makes a folder where it is missing, and requires one that is there to be this user's own, with
   * nothing in it for anybody else: below a folder that all may write to, such as {@code /dev/shm},
   * somebody else could have made it before.
   *
   * @throws UncheckedIOException if it is a link, somebody else's, or open to others
   */
  public static Path ownFolder(Path folder) {
    folder(folder);
    try {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Path probe = Files.createTempFile(folder, ".own", "", FILE);
      UserPrincipal self = Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
      Files.delete(probe);
      if (!found.isDirectory()
          || !found.owner().equals(self)
          || !OWNER_ONLY.containsAll(found.permissions())) {
        throw new IOException(
            "it must be a folder of "
                + self.getName()
                + " with permissions rwx------: look who made it, and remove it");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Writes a file at once: whoever sees it sees it whole. */
  public static void write(Path file, byte[] content) {
    try {
      folder(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), ".new", "", FILE);
      Files.write(temporary, content, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be written", e);
    }
  }

  /** Reads a whole file. */
  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be read", e);
    }
  }
}
