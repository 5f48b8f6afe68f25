package de.siegel.servicekit.key;

import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Symmetric secrets of 32 bytes as files {@code <id>.key} in one folder; the id says what for:
 * {@code 2026-11} for a month's audit links, {@code validation.signer.1} for an attestation key.
 */
public final class SecretFolder {
  private static final String SUFFIX = ".key";
  private static final int LENGTH = 32;

  private final Path folder;
  private final ConcurrentMap<String, byte[]> cache = new ConcurrentHashMap<>();

  public SecretFolder(Path folder) {
    this.folder = folder;
  }

  /** A secret; empty if there is no file for the id. */
  public Optional<byte[]> find(String id) {
    byte[] known = cache.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<byte[]> read = read(id);
    read.ifPresent(secret -> cache.put(id, secret));
    return read;
  }

  /**
   * Overwrites and removes a secret's file, as far as a file system does that.
   *
   * @throws UncheckedIOException if it may still be there
   */
  public void destroy(String id) {
    Path file = folder.resolve(id + SUFFIX);
    cache.remove(id);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[LENGTH]), 0);
      channel.force(true);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " may not be destroyed", e);
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " may still name " + file.getFileName(), e);
    }
  }

  /** Lets go of all secrets whose file is gone. */
  public void forgetDestroyed() {
    cache.keySet().removeIf(id -> !Files.exists(folder.resolve(id + SUFFIX)));
  }

  /** The attestation keys: files {@code <sender>.<recipient>.<number>.key}. */
  public List<SharedKey> sharedKeys() {
    List<SharedKey> keys = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        String[] parts = name.split("\\.");
        if (name.endsWith(SUFFIX) && parts.length == 4) {
          String id = name.substring(0, name.length() - SUFFIX.length());
          keys.add(new SharedKey(id, parts[0], parts[1], read(id).orElseThrow()));
        }
      }
    } catch (IOException e) {
      throw new ConfigurationError("The keys in " + folder + " cannot be read: " + e.getMessage());
    }
    return keys;
  }

  private Optional<byte[]> read(String id) {
    Path file = folder.resolve(id + SUFFIX);
    try {
      byte[] secret = Files.readAllBytes(file);
      if (secret.length != LENGTH) {
        throw new ConfigurationError("The key " + file + " must have " + LENGTH + " bytes");
      }
      return Optional.of(secret);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ConfigurationError("The key " + file + " cannot be read: " + e.getMessage());
    }
  }
}
