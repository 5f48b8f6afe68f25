package de.siegel.servicekit.testing;

import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.key.EpochKeyHolder;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of secrets that stages read. */
public final class TestKeys {
  private final Path folder;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, EpochKeyPair> epochs = new ConcurrentHashMap<>();

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
    epochs.put(epoch + "/" + stage, pair);
    return pair;
  }

  /** Destroys a stage's epoch key. */
  public void destroyEpoch(String epoch, String stage) {
    epochs.remove(epoch + "/" + stage);
  }

  /** What a stage holds of its epoch keys. */
  public EpochKeyHolder epochs(String stage) {
    return new EpochKeyHolder() {
      @Override
      public Optional<EpochKeyPair> pair(String epoch) {
        return Optional.ofNullable(epochs.get(epoch + "/" + stage));
      }

      @Override
      public boolean lives(String epoch) {
        return pair(epoch).isPresent();
      }

      @Override
      public void forgetEnded() {
        // What is destroyed is gone at once here.
      }
    };
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
