package de.siegel.embedded.ti;

import de.siegel.servicekit.file.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** A key pair and a certificate in three files of one name. For tests only. */
final class KeyFiles {
  private final Path folder;
  private final String name;

  KeyFiles(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** What was written before. */
  record Stored(KeyPair keys, byte[] certificate) {}

  private Path file(String ending) {
    return folder.resolve(name + ending);
  }

  Optional<Stored> read() {
    // The certificate is written last.
    if (!Files.exists(file(".der"))) {
      return Optional.empty();
    }
    try {
      KeyFactory factory = KeyFactory.getInstance("EC", TiKeys.PROVIDER);
      KeyPair keys =
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(PrivateFiles.read(file(".spki")))),
              factory.generatePrivate(new PKCS8EncodedKeySpec(PrivateFiles.read(file(".pkcs8")))));
      return Optional.of(new Stored(keys, PrivateFiles.read(file(".der"))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The files of " + file("") + " are damaged", e);
    }
  }

  void write(KeyPair keys, byte[] certificate) {
    PrivateFiles.write(file(".pkcs8"), keys.getPrivate().getEncoded());
    PrivateFiles.write(file(".spki"), keys.getPublic().getEncoded());
    PrivateFiles.write(file(".der"), certificate);
  }
}
