package de.siegel.embedded.ti;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and signatures of the simulator. */
final class TiKeys {
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final String ECDSA = "SHA256withECDSA";

  private TiKeys() {}

  /** A pair on the curve of all cards. */
  static KeyPair brainpool() {
    return onCurve("brainpoolP256r1");
  }

  static KeyPair onCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec(curve), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys cannot be made on " + curve, e);
    }
  }

  /** The same pair for the platform's own provider, which signs XML. */
  static KeyPair ofPlatform(KeyPair pair) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
          factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key pair is not on a curve of the platform", e);
    }
  }

  static ContentSigner signer(PrivateKey key) {
    return signer(key, ECDSA);
  }

  static ContentSigner signer(PrivateKey key, String algorithm) {
    try {
      return new JcaContentSignerBuilder(algorithm).setProvider(PROVIDER).build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("nothing can be signed with " + algorithm, e);
    }
  }

  static SubjectKeyIdentifier identifier(KeyPair pair) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    return extensions().createSubjectKeyIdentifier(info);
  }

  static X509ExtensionUtils extensions() {
    try {
      return new JcaX509ExtensionUtils();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is not available", e);
    }
  }

  static X509CertificateHolder certificate(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate of the simulator is damaged", e);
    }
  }

  /** Encodes what always can be encoded. */
  static byte[] der(org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
