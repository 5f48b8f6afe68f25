package de.siegel.signer;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** PKCS#12 files with a document signing key, as an operator would hand them over. */
public final class TestKeyStores {
  public static final char[] PASSWORD = "test-only".toCharArray();

  private TestKeyStores() {}

  /** A file with one key on a curve and its certificate. */
  public static Path withKey(Path file, String curve, Instant now) {
    return withKey(file, curve, now, Optional.empty());
  }

  /**
   * As {@link #withKey(Path, String, Instant)}.
   *
   * @param purpose object identifier of the one extended key usage
   */
  public static Path withKey(Path file, String curve, Instant now, Optional<String> purpose) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      KeyPair pair = generator.generateKeyPair();
      KeyStore store = empty();
      store.setKeyEntry(
          "dsc", pair.getPrivate(), PASSWORD, new Certificate[] {certificate(pair, now, purpose)});
      return write(store, file);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /** A file with a certificate but no key. */
  public static Path withoutKey(Path file, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyStore store = empty();
      store.setCertificateEntry(
          "dsc", certificate(generator.generateKeyPair(), now, Optional.empty()));
      return write(store, file);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Path write(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static X509Certificate certificate(KeyPair pair, Instant now, Optional<String> purpose)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    X500Principal name = new X500Principal("C=DE, CN=DSC TEST-ONLY");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(64, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(730))),
            name,
            pair.getPublic());
    if (purpose.isPresent()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.get()))));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }
}
