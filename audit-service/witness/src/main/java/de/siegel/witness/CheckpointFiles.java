package de.siegel.witness;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** The last checkpoint that was co-signed of each log, one file each. */
final class CheckpointFiles {
  private final Path folder;

  CheckpointFiles(Path folder) {
    this.folder = PrivateFiles.folder(folder);
  }

  private Path file(String origin) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".checkpoint");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The last one of a log; empty if there is none.
   *
   * @throws ConfigurationError if the file is not a checkpoint of it: nothing is signed then
   */
  Optional<Checkpoint> read(String origin) {
    Path file = file(origin);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Checkpoint read = Checkpoint.parse(PrivateFiles.read(file));
      if (!read.origin().equals(origin)) {
        throw new MalformedNote("it is of " + read.origin());
      }
      return Optional.of(read);
    } catch (MalformedNote e) {
      throw new ConfigurationError(
          file + " is no checkpoint of " + origin + " (" + e.getMessage() + "): restore it");
    }
  }

  /** Returns when it is durable. */
  void write(Checkpoint checkpoint) {
    Path file = file(checkpoint.origin());
    PrivateFiles.write(file, checkpoint.text().getBytes(StandardCharsets.UTF_8));
    for (Path each : new Path[] {file, folder}) {
      try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        throw new UncheckedIOException(each + " cannot be made durable", e);
      }
    }
  }
}
