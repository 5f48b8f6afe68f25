package de.siegel.servicekit.testing;

import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.key.EpochKeyFolder;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The folders of secrets that stages read. */
public final class TestKeys {
  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  TestKeys(Path folder) {
    this.folder = folder;
  }

  /** Makes a symmetric secret. */
  public void make(String kind, String id) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    write(file(kind, id), secret);
  }

  /** Destroys a symmetric secret. */
  public void destroy(String kind, String id) {
    delete(file(kind, id));
  }

  /** The folder of one kind of secrets, freshly read. */
  public SecretFolder secrets(String kind) {
    return new SecretFolder(folder.resolve(kind));
  }

  EpochKeyPair makeEpoch(String epoch, String stage) {
    EpochKeyPair pair = EpochKeyPair.generate(random);
    write(EpochKeyFolder.file(folder.resolve("epochs"), epoch, stage), pair.privateKey());
    return pair;
  }

  /** Destroys a stage's epoch key. */
  public void destroyEpoch(String epoch, String stage) {
    delete(EpochKeyFolder.file(folder.resolve("epochs"), epoch, stage));
  }

  /** What a stage holds of its epoch keys. */
  public EpochKeyFolder epochs(String stage) {
    return new EpochKeyFolder(folder.resolve("epochs"), stage);
  }

  private Path file(String kind, String id) {
    return folder.resolve(kind).resolve(id + ".key");
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
