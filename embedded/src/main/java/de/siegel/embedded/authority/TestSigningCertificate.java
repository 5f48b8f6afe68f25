package de.siegel.embedded.authority;

import de.siegel.servicekit.file.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a CSCA and a document signing certificate under it as the certificate governance asks for,
 * with TEST-ONLY in every subject.
 */
final class TestSigningCertificate {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Duration CSCA_VALIDITY = Duration.ofDays(4 * 365);
  private static final Duration DSC_VALIDITY = Duration.ofDays(2 * 365);
  private static final Duration BACKDATED = Duration.ofHours(1);

  private TestSigningCertificate() {}

  static void make(AuthorityFolder folder, Instant now) {
    try {
      SecureRandom random = new SecureRandom();
      KeyPair authority = keyPair();
      KeyPair signer = keyPair();
      X500Name csca = new X500Name("CN=CSCA TEST-ONLY, O=Siegel TEST-ONLY, C=DE");
      X500Name dsc = new X500Name("CN=DSC 1 TEST-ONLY, O=Siegel TEST-ONLY, C=DE");
      X509Certificate authorityCertificate =
          certificate(csca, authority, csca, authority, now, CSCA_VALIDITY, true, random);
      X509Certificate signerCertificate =
          certificate(csca, authority, dsc, signer, now, DSC_VALIDITY, false, random);
      PrivateFiles.write(folder.signingCertificate(), signerCertificate.getEncoded());
      store(
          folder.keyStore(),
          folder.keyStorePassword(),
          signer,
          random,
          signerCertificate,
          authorityCertificate);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("A test signing certificate cannot be made", e);
    }
  }

  /** The certificate that the gateway knows a country's lists by. */
  static void makeUpload(AuthorityFolder folder, Instant now) {
    try {
      SecureRandom random = new SecureRandom();
      KeyPair keys = keyPair();
      X500Name name = new X500Name("CN=Upload TEST-ONLY, O=Siegel TEST-ONLY, C=DE");
      X509Certificate certificate =
          certificate(name, keys, name, keys, now, DSC_VALIDITY, false, random);
      PrivateFiles.write(folder.uploadCertificate(), certificate.getEncoded());
      store(folder.uploadKeyStore(), folder.uploadKeyStorePassword(), keys, random, certificate);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("A test upload certificate cannot be made", e);
    }
  }

  /** The file with the key comes last: where it is, all is there. */
  private static void store(
      Path file, Path passwordFile, KeyPair keys, SecureRandom random, Certificate... chain)
      throws GeneralSecurityException, IOException {
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", keys.getPrivate(), password.toCharArray(), chain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    PrivateFiles.write(passwordFile, password.getBytes(StandardCharsets.US_ASCII));
    PrivateFiles.write(file, out.toByteArray());
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(
      X500Name issuer,
      KeyPair issuerKeys,
      X500Name subject,
      KeyPair keys,
      Instant now,
      Duration validity,
      boolean authority,
      SecureRandom random)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, random),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(validity)),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        extensions.createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(
            authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
    if (authority) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    }
    return new JcaX509CertificateConverter()
        .setProvider(PROVIDER)
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(PROVIDER)
                    .build(issuerKeys.getPrivate())));
  }
}
