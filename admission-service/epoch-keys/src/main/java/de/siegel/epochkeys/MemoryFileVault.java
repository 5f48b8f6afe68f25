package de.siegel.epochkeys;

import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys as files {@code <epoch>.<stage>.key} in a file system that lives in memory (tmpfs): they
 * outlive the process, not the machine. Only its owner may read them.
 */
final class MemoryFileVault implements EpochKeyVault {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private final Path folder;

  /**
   * @param onDisk whether a folder that is not in memory will do, for tests
   * @throws ConfigurationError if the folder cannot be made or is not in memory
   */
  MemoryFileVault(Path folder, boolean onDisk) {
    this.folder = folder;
    try {
      PrivateFiles.ownFolder(folder);
      String type = Files.getFileStore(folder).type();
      if (!onDisk && !type.equals("tmpfs") && !type.equals("ramfs")) {
        throw new ConfigurationError(
            "epoch-keys.vault.folder is on "
                + type
                + ": name a folder on tmpfs, for example under /dev/shm, or leave it out to keep"
                + " the keys in the memory of the process");
      }
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationError("epoch-keys.vault.folder cannot be used: " + e.getMessage());
    }
  }

  @Override
  public void put(String epoch, String stage, EpochKeyPair pair) {
    byte[] key = pair.privateKey();
    try {
      PrivateFiles.write(file(epoch, stage), key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public Optional<EpochKeyPair> find(String epoch, String stage) {
    if (!NAME.matcher(epoch).matches() || !NAME.matcher(stage).matches()) {
      return Optional.empty();
    }
    byte[] key = new byte[0];
    try {
      key = Files.readAllBytes(file(epoch, stage));
      return key.length == EpochKeyPair.LENGTH
          ? Optional.of(EpochKeyPair.of(key))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The epoch keys in " + folder + " cannot be read", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public void destroy(String epoch, String stage) {
    try {
      Files.deleteIfExists(file(epoch, stage));
    } catch (IOException e) {
      throw new UncheckedIOException("An epoch key in " + folder + " cannot be destroyed", e);
    }
  }

  private Path file(String epoch, String stage) {
    return folder.resolve(epoch + "." + stage + ".key");
  }
}
