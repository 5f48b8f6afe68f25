package de.siegel.revocations.key;

import de.siegel.revocation.RevocationBatch;
import de.siegel.revocation.SignedBatch;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The key of the upload certificate, which the gateway knows a country by. It signs lists, never
 * certificates.
 *
 * @param certificate of it
 * @param key its private part
 */
public record UploadKey(X509Certificate certificate, PrivateKey key) {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  /**
   * Opens {@code revocations.key-store.file}, a PKCS#12 file with one key, by the password in
   * {@code revocations.key-store-password.file}.
   *
   * @throws ConfigurationError if it cannot be opened
   */
  public static UploadKey of(Configuration settings) {
    Path file = settings.path("revocations.key-store.file");
    Path password = settings.path("revocations.key-store-password.file");
    try (InputStream in = Files.newInputStream(file)) {
      char[] secret = Files.readString(password, StandardCharsets.UTF_8).strip().toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return new UploadKey(
              (X509Certificate) store.getCertificate(alias),
              (PrivateKey) store.getKey(alias, secret));
        }
      }
      throw new ConfigurationError("The key file " + file + " holds no private key");
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationError(
          "The key file "
              + file
              + " cannot be opened: check revocations.key-store.file and"
              + " revocations.key-store-password.file");
    }
  }

  /**
   * Signs a batch as the gateway wants it.
   *
   * @return the CMS, DER
   */
  public byte[] sign(RevocationBatch batch) {
    return SignedBatch.sign(batch, certificate, key, PROVIDER);
  }
}
