package de.siegel.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A document signing certificate, prepared for many verifications.
 *
 * @param algorithm what its key may sign with; empty when the key is outside HCERT
 * @param purposes the types it may sign (K-01)
 */
record TrustedSigner(
    X509Certificate certificate,
    PublicKey key,
    Optional<SignatureAlgorithm> algorithm,
    Set<CertificateType> purposes) {

  static TrustedSigner of(X509Certificate certificate, Provider provider) {
    PublicKey key = certificate.getPublicKey();
    return new TrustedSigner(
        certificate, translate(key, provider), SignatureAlgorithm.of(key), purposes(certificate));
  }

  boolean isValidAt(Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && !time.isAfter(certificate.getNotAfter().toInstant());
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  // Done once here, or the provider would do it again for each signature.
  private static PublicKey translate(PublicKey key, Provider provider) {
    try {
      return KeyFactory.getInstance(key.getAlgorithm(), provider)
          .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      return key;
    }
  }

  private static Set<CertificateType> purposes(X509Certificate certificate) {
    List<String> usages;
    try {
      usages = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      return Set.of();
    }
    Set<CertificateType> named = EnumSet.noneOf(CertificateType.class);
    for (CertificateType type : CertificateType.values()) {
      if (usages != null && usages.stream().anyMatch(type::isPurpose)) {
        named.add(type);
      }
    }
    return named.isEmpty() ? EnumSet.allOf(CertificateType.class) : named;
  }
}
