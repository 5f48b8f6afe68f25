package de.siegel.signer.key;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.SignatureAlgorithm;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Collections;

/** A document signing key in a PKCS#12 file (RFC 7292) with one key entry. */
public final class Pkcs12SigningKey implements SigningKey {
  private final X509Certificate certificate;
  private final KeyId keyId;
  private final PrivateKey key;
  private final Signature signature;

  private Pkcs12SigningKey(X509Certificate certificate, PrivateKey key, Signature signature) {
    this.certificate = certificate;
    this.keyId = KeyId.ofCertificate(certificate);
    this.key = key;
    this.signature = signature;
  }

  /**
   * Opens a file.
   *
   * @param password of the file and its key
   * @param provider signs
   * @throws ConfigurationError if the file cannot be read or holds no such key; the message says
   *     why
   */
  public static Pkcs12SigningKey open(Path file, char[] password, Provider provider) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return open(
              (X509Certificate) store.getCertificate(alias),
              (PrivateKey) store.getKey(alias, password),
              provider);
        }
      }
      throw new ConfigurationError("The key file " + file + " holds no private key");
    } catch (NoSuchFileException e) {
      throw new ConfigurationError(
          "The key file " + file + " does not exist: check signer.key-store.file");
    } catch (AccessDeniedException e) {
      throw new ConfigurationError(
          "The key file " + file + " may not be read by this user: check its owner and mode");
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationError(
          "The key file "
              + file
              + " is damaged, is no PKCS#12, or has another password: check signer.key-store.file"
              + " and signer.key-store-password.file");
    }
  }

  private static Pkcs12SigningKey open(
      X509Certificate certificate, PrivateKey key, Provider provider)
      throws GeneralSecurityException {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(certificate.getPublicKey())
            .orElseThrow(
                () ->
                    new ConfigurationError("The signing key is neither P-256 nor RSA 2048..3072"));
    PrivateKey translated =
        KeyFactory.getInstance(key.getAlgorithm(), provider)
            .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    Signature signature =
        switch (algorithm) {
          case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format", provider);
          case PS256 -> {
            Signature pss = Signature.getInstance("RSASSA-PSS", provider);
            pss.setParameter(
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            yield pss;
          }
        };
    return new Pkcs12SigningKey(certificate, translated, signature);
  }

  @Override
  public KeyId keyId() {
    return keyId;
  }

  @Override
  public X509Certificate certificate() {
    return certificate;
  }

  @Override
  public byte[] sign(byte[] bytes) {
    try {
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new SigningFailure("The signing key " + keyId.hex() + " does not sign", e);
    }
  }
}
