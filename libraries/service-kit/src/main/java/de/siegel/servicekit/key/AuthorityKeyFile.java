package de.siegel.servicekit.key;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.sealing.CryptographicFailure;
import de.siegel.sealing.Ed25519;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.spec.X509EncodedKeySpec;

/** An authority's key as {@code siegel trust key} makes it: NAME.pkcs8 and NAME.spki. */
public final class AuthorityKeyFile {
  private AuthorityKeyFile() {}

  /**
   * Reads a key.
   *
   * @param name path without ending
   * @throws ConfigurationError if a file is missing or no Ed25519 key
   */
  public static AuthorityKey read(Path name) {
    try {
      return AuthorityKey.of(
          Files.readAllBytes(with(name, ".pkcs8")),
          Ed25519.keyFactory()
              .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(with(name, ".spki")))));
    } catch (IOException e) {
      throw new ConfigurationError(
          "The authority's key "
              + name
              + ".pkcs8, .spki cannot be read: make it with siegel trust"
              + " key, and let this service's user read it");
    } catch (GeneralSecurityException | CryptographicFailure e) {
      throw new ConfigurationError("Not an Ed25519 key: " + name + ".pkcs8, .spki");
    }
  }

  private static Path with(Path name, String ending) {
    return name.resolveSibling(name.getFileName() + ending);
  }
}
