package de.siegel.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A document signing certificate with its key, made for one test run. */
record TestSigner(X509Certificate certificate, PrivateKey key, SignatureAlgorithm algorithm) {

  static final Provider PROVIDER = new BouncyCastleProvider();
  static final Instant NOT_BEFORE = Instant.parse("2021-05-01T00:00:00Z");
  static final Instant NOT_AFTER = Instant.parse("2023-05-01T00:00:00Z");
  static final TestSigner ES256 =
      create(SignatureAlgorithm.ES256, "EC", new ECGenParameterSpec("secp256r1"));
  static final TestSigner PS256 =
      create(
          SignatureAlgorithm.PS256,
          "RSA",
          new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

  static TestSigner es256For(String... purposes) {
    return create(SignatureAlgorithm.ES256, "EC", new ECGenParameterSpec("secp256r1"), purposes);
  }

  static TestSigner withCurve(String curve) {
    return create(SignatureAlgorithm.ES256, "EC", new ECGenParameterSpec(curve));
  }

  private static TestSigner create(
      SignatureAlgorithm algorithm,
      String keyAlgorithm,
      AlgorithmParameterSpec parameters,
      String... purposes) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
      generator.initialize(parameters);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("C=DE, CN=TEST-ONLY DSC");
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(64, new SecureRandom()),
              Date.from(NOT_BEFORE),
              Date.from(NOT_AFTER),
              name,
              pair.getPublic());
      if (purposes.length > 0) {
        KeyPurposeId[] ids =
            Stream.of(purposes)
                .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                .toArray(KeyPurposeId[]::new);
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
      }
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(
                              keyAlgorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                          .build(pair.getPrivate())));
      return new TestSigner(certificate, pair.getPrivate(), algorithm);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  CertificateFields fields(String certificateId) {
    return new CertificateFields(
        certificateId,
        KeyId.ofCertificate(certificate),
        algorithm,
        Requests.AT,
        Requests.AT.plusSeconds(365L * 86_400));
  }

  SignedCertificate sign(Draft draft) {
    return sign(draft.fix(fields(CertificateIds.next(draft.location(), new SecureRandom()))));
  }

  SignedCertificate sign(ToBeSigned toBeSigned) {
    return toBeSigned.with(signature(toBeSigned.bytes()));
  }

  byte[] signature(byte[] bytes) {
    try {
      Signature signature =
          switch (algorithm) {
            case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format", PROVIDER);
            case PS256 -> Signature.getInstance("RSASSA-PSS", PROVIDER);
          };
      if (algorithm == SignatureAlgorithm.PS256) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
