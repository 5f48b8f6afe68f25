package de.siegel.identity.card;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Object identifiers of the Telematikinfrastruktur (gematik, gemSpec_OID). */
public final class TiObjectIdentifiers {
  private static final ASN1ObjectIdentifier TI = new ASN1ObjectIdentifier("1.2.276.0.76.4");

  /** Certificate policy that every TI certificate carries; says nothing about its type. */
  public static final ASN1ObjectIdentifier GENERAL_POLICY = TI.branch("163");

  /** Type of C.HCI.AUT: an institution's card, for login. */
  public static final ASN1ObjectIdentifier HCI_AUT = TI.branch("77");

  /** Type of C.HCI.OSIG: an institution's card, seals. */
  public static final ASN1ObjectIdentifier HCI_OSIG = TI.branch("78");

  /** Type of C.HCI.ENC: an institution's card, encryption. */
  public static final ASN1ObjectIdentifier HCI_ENC = TI.branch("76");

  /** Type of C.HP.AUT: a professional's card, authentication. */
  public static final ASN1ObjectIdentifier HP_AUT = TI.branch("75");

  /** Profession of a person: pharmacist (Apotheker). */
  public static final ASN1ObjectIdentifier PHARMACIST = TI.branch("32");

  /** Profession: public pharmacy (Öffentliche Apotheke). */
  public static final ASN1ObjectIdentifier PUBLIC_PHARMACY = TI.branch("54");

  /** Professions of institutions: practices, hospitals, pharmacies, associations. */
  static final Set<ASN1ObjectIdentifier> INSTITUTIONS =
      Stream.of("50", "51", "52", "53", "54", "55", "56", "58", "224", "225", "265")
          .map(TI::branch)
          .collect(Collectors.toUnmodifiableSet());

  /** Admission extension (Common PKI, ISIS-MTT part 5). */
  public static final ASN1ObjectIdentifier ADMISSION = new ASN1ObjectIdentifier("1.3.36.8.3.3");

  /** CertHash extension of an OCSP answer (Common PKI, part 4, table 15). */
  public static final ASN1ObjectIdentifier CERT_HASH = new ASN1ObjectIdentifier("1.3.36.8.3.13");

  private TiObjectIdentifiers() {}
}
