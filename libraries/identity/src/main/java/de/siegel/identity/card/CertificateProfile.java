package de.siegel.identity.card;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509CertificateHolder;

/** Check V6: the certificate is of the type that is expected, and nothing besides. */
final class CertificateProfile {
  private static final Set<ASN1ObjectIdentifier> CRITICAL =
      Set.of(Extension.keyUsage, Extension.basicConstraints);

  private CertificateProfile() {}

  static Checked<CardCertificate> check(
      CardCertificate card, CardIssuer issuer, CardType expected) {
    if (!hasExactKeyUsage(card, expected)) {
      return Checked.refused(CardCode.KEY_USAGE, "not exactly " + expected.usageText());
    }
    if (!hasExactExtendedKeyUsage(card, expected)) {
      return Checked.refused(CardCode.EKU, "not exactly " + expected.purposesText());
    }
    List<ASN1ObjectIdentifier> types = types(card);
    if (types.isEmpty()) {
      return Checked.refused(CardCode.TYPE_MISSING, "no type among the certificate policies");
    }
    if (types.size() > 1) {
      return Checked.refused(CardCode.TYPE_AMBIGUOUS, types.size() + " types");
    }
    ASN1ObjectIdentifier type = types.get(0);
    if (!type.equals(expected.type())) {
      return Checked.refused(CardCode.TYPE_MISMATCH, "another type than " + expected.title());
    }
    if (!issuer.types().contains(type.getId())) {
      return Checked.refused(
          CardCode.CA_NOT_AUTHORIZED, "the issuer may not issue " + expected.title());
    }
    if (!hasExactCriticalExtensions(card)) {
      return Checked.refused(CardCode.CRITICAL_EXTENSIONS, "too many, too few, or of a CA");
    }
    return Checked.passed(card);
  }

  private static boolean hasExactKeyUsage(CardCertificate card, CardType expected) {
    try {
      return card.extension(Extension.keyUsage)
          .map(KeyUsage::getInstance)
          .filter(usage -> usage.equals(expected.usage()))
          .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasExactExtendedKeyUsage(CardCertificate card, CardType expected) {
    try {
      return card.extension(Extension.extendedKeyUsage)
          .map(ExtendedKeyUsage::getInstance)
          .map(ExtendedKeyUsage::getUsages)
          .filter(usages -> usages.length == expected.purposes().size())
          .map(usages -> Arrays.stream(usages).map(KeyPurposeId::toOID).collect(toSet()))
          .filter(expected.purposes()::equals)
          .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the certificate says of itself that it is an institution's. */
  static boolean isOfAnInstitution(CardCertificate card) {
    return CardType.ofInstitutions().anyMatch(types(card)::contains);
  }

  private static List<ASN1ObjectIdentifier> types(CardCertificate card) {
    Optional<ASN1Primitive> policies = card.extension(Extension.certificatePolicies);
    if (policies.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(CertificatePolicies.getInstance(policies.get()).getPolicyInformation())
          .map(PolicyInformation::getPolicyIdentifier)
          .filter(oid -> !oid.equals(TiObjectIdentifiers.GENERAL_POLICY))
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static boolean hasExactCriticalExtensions(CardCertificate card) {
    X509CertificateHolder holder = card.holder();
    Set<ASN1ObjectIdentifier> critical = new HashSet<>();
    for (Object oid : holder.getCriticalExtensionOIDs()) {
      critical.add((ASN1ObjectIdentifier) oid);
    }
    try {
      return critical.equals(CRITICAL)
          && card.extension(Extension.basicConstraints)
              .map(BasicConstraints::getInstance)
              .filter(constraints -> !constraints.isCA())
              .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
