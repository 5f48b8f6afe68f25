package de.siegel.identity.card;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A kind of certificate that is accepted, with all that V6 and V7 demand of it (gemSpec_PKI,
 * certificate profiles; gemSpec_OID).
 */
enum CardType {
  /** A pharmacy's card, for login. */
  PHARMACY(
      "C.HCI.AUT",
      TiObjectIdentifiers.HCI_AUT,
      "digitalSignature",
      KeyUsage.digitalSignature,
      "clientAuth",
      Set.of(KeyPurposeId.id_kp_clientAuth),
      TiObjectIdentifiers.PUBLIC_PHARMACY),
  /** A pharmacist's card. */
  PHARMACIST(
      "C.HP.AUT",
      TiObjectIdentifiers.HP_AUT,
      "digitalSignature and keyAgreement",
      KeyUsage.digitalSignature | KeyUsage.keyAgreement,
      "clientAuth and emailProtection",
      Set.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection),
      TiObjectIdentifiers.PHARMACIST);

  private final String title;
  private final ASN1ObjectIdentifier type;
  private final String usageText;
  private final KeyUsage usage;
  private final String purposesText;
  private final Set<ASN1ObjectIdentifier> purposes;
  private final ASN1ObjectIdentifier role;

  CardType(
      String title,
      ASN1ObjectIdentifier type,
      String usageText,
      int usage,
      String purposesText,
      Set<KeyPurposeId> purposes,
      ASN1ObjectIdentifier role) {
    this.title = title;
    this.type = type;
    this.usageText = usageText;
    this.usage = new KeyUsage(usage);
    this.purposesText = purposesText;
    this.purposes =
        purposes.stream().map(KeyPurposeId::toOID).collect(Collectors.toUnmodifiableSet());
    this.role = role;
  }

  /** Its name, for a detail. */
  String title() {
    return title;
  }

  /** Its object identifier among the certificate policies. */
  ASN1ObjectIdentifier type() {
    return type;
  }

  /** The exact key usage, for a detail. */
  String usageText() {
    return usageText;
  }

  /** The exact key usage. */
  KeyUsage usage() {
    return usage;
  }

  /** The exact extended key usage, for a detail. */
  String purposesText() {
    return purposesText;
  }

  /** The exact extended key usage. */
  Set<ASN1ObjectIdentifier> purposes() {
    return purposes;
  }

  /** The one profession in its admission. */
  ASN1ObjectIdentifier role() {
    return role;
  }

  /** Types of certificates on an institution's card. */
  static Stream<ASN1ObjectIdentifier> ofInstitutions() {
    return Stream.of(
        TiObjectIdentifiers.HCI_AUT, TiObjectIdentifiers.HCI_OSIG, TiObjectIdentifiers.HCI_ENC);
  }
}
