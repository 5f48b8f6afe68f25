package de.siegel.servicekit.key;

import de.siegel.sealing.EpochKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Epoch keys as files {@code <epoch>.<stage>.key} of 32 bytes in a folder that should live in
 * memory (tmpfs). Whoever makes the epochs deletes the files; nothing is cached here beyond the
 * question.
 */
public final class EpochKeyFolder implements EpochKeyHolder {
  private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final Path folder;
  private final String stage;

  public EpochKeyFolder(Path folder, String stage) {
    this.folder = folder;
    this.stage = stage;
  }

  /** The file of a stage's key. */
  public static Path file(Path folder, String epoch, String stage) {
    return folder.resolve(epoch + "." + stage + ".key");
  }

  @Override
  public Optional<EpochKeyPair> pair(String epoch) {
    if (!EPOCH.matcher(epoch).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EpochKeyPair.of(Files.readAllBytes(file(folder, epoch, stage))));
    } catch (NoSuchFileException destroyed) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the epoch keys in " + folder + " cannot be read", e);
    }
  }
}
