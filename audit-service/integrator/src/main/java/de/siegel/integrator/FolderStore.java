package de.siegel.integrator;

import de.siegel.integrator.domain.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** A log in a folder: what is public may be served by any static server as it stands. */
final class FolderStore implements LogStore {
  private final Path folder;

  FolderStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String path) {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + folder.resolve(path) + " cannot be read", e);
    }
  }

  @Override
  public void write(LogFile file) {
    Path target = folder.resolve(file.path());
    try {
      Files.createDirectories(target.getParent());
      Path temporary =
          Files.createTempFile(
              target.getParent(),
              ".new",
              "",
              PosixFilePermissions.asFileAttribute(
                  PosixFilePermissions.fromString(file.isPublic() ? "rw-r--r--" : "rw-------")));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(file.content()));
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + target + " cannot be written", e);
    }
  }

  @Override
  public void removePartial(String name) {
    Path partial = folder.resolve(name);
    if (!Files.isDirectory(partial)) {
      return;
    }
    try (Stream<Path> files = Files.list(partial)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(partial);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + partial + " cannot be removed", e);
    }
  }
}
