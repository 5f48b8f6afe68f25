package de.siegel.identity.card;

import de.siegel.sealing.Sha256;
import java.io.IOException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A card's certificate that can be read and whose algorithms are allowed (check V1); nothing else
 * is known of it.
 */
public final class CardCertificate {
  /** A card's certificate has about 1.1 kB; four times that is no certificate of a card. */
  public static final int LONGEST = 4_096;

  /** The one provider that knows brainpool curves, named explicitly (check V4). */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private final X509CertificateHolder holder;
  private final PublicKey publicKey;
  private final byte[] der;

  private CardCertificate(X509CertificateHolder holder, PublicKey publicKey, byte[] der) {
    this.holder = holder;
    this.publicKey = publicKey;
    this.der = der;
  }

  /**
   * Check V1.
   *
   * @param der what was presented, of any length
   */
  public static Checked<CardCertificate> read(byte[] der) {
    if (der.length > LONGEST) {
      return Checked.refused(CardCode.CERT_UNREADABLE, der.length + " bytes");
    }
    X509CertificateHolder holder;
    try {
      Certificate certificate = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
      holder = new X509CertificateHolder(certificate);
      if (!Arrays.equals(certificate.getEncoded(ASN1Encoding.DER), der)) {
        return Checked.refused(CardCode.CERT_UNREADABLE, "not in DER");
      }
    } catch (IOException | RuntimeException e) {
      return Checked.refused(CardCode.CERT_UNREADABLE, "not a certificate");
    }
    Optional<String> forbidden = forbiddenAlgorithm(holder);
    if (forbidden.isPresent()) {
      return Checked.refused(CardCode.ALGORITHM_NOT_ALLOWED, forbidden.get());
    }
    try {
      PublicKey key = BouncyCastleProvider.getPublicKey(holder.getSubjectPublicKeyInfo());
      if (key == null) {
        return Checked.refused(CardCode.CERT_UNREADABLE, "the key cannot be read");
      }
      return Checked.passed(new CardCertificate(holder, key, der.clone()));
    } catch (IOException | RuntimeException e) {
      return Checked.refused(CardCode.CERT_UNREADABLE, "the key is no point of its curve");
    }
  }

  private static Optional<String> forbiddenAlgorithm(X509CertificateHolder holder) {
    SubjectPublicKeyInfo key = holder.getSubjectPublicKeyInfo();
    if (!key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return Optional.of("the key is not for elliptic curves");
    }
    // Explicit parameters could describe any curve under the right name: only a name will do.
    if (!TeleTrusTObjectIdentifiers.brainpoolP256r1.equals(key.getAlgorithm().getParameters())) {
      return Optional.of("the key is not on the named curve brainpoolP256r1");
    }
    AlgorithmIdentifier signature = holder.getSignatureAlgorithm();
    boolean plain =
        signature.getParameters() == null || DERNull.INSTANCE.equals(signature.getParameters());
    if (!signature.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256) || !plain) {
      return Optional.of("the signature is not ecdsa-with-SHA256");
    }
    if (!holder.toASN1Structure().getTBSCertificate().getSignature().equals(signature)) {
      return Optional.of("the certificate names two signature algorithms");
    }
    return Optional.empty();
  }

  /** The parsed form. */
  X509CertificateHolder holder() {
    return holder;
  }

  /** The card's public key. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** As it was presented. */
  public byte[] der() {
    return der.clone();
  }

  /** SHA-256 over {@link #der()}: by this a card is suspended. */
  public byte[] fingerprint() {
    return Sha256.of(der);
  }

  Optional<ASN1Primitive> extension(ASN1ObjectIdentifier oid) {
    Extension extension = holder.getExtension(oid);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether somebody's key has signed it (check V4). */
  boolean isSignedBy(SubjectPublicKeyInfo issuer) {
    try {
      byte[] signed = holder.toASN1Structure().getTBSCertificate().getEncoded(ASN1Encoding.DER);
      return FixedKey.of(issuer)
          .filter(key -> key.holds(Sha256.of(signed), holder.getSignature()))
          .isPresent();
    } catch (IOException | RuntimeException e) {
      return false; // Bytes that are no signature at all.
    }
  }
}
