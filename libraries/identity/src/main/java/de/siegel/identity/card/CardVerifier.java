package de.siegel.identity.card;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Checks V1 to V7 of a card's certificate, in this order; the first error wins. Offline: needs the
 * certificate, the trust list and the time.
 */
public final class CardVerifier {
  private CardVerifier() {}

  /**
   * Verifies a certificate.
   *
   * @param der what was presented, of any length
   * @param trustList absent if none could be had: then nobody gets in
   * @param at reference time
   */
  public static Checked<PharmacyCard> verify(
      byte[] der, Optional<TrustServiceList> trustList, Instant at) {
    return CardCertificate.read(der)
        .then(card -> verify(card, CardType.PHARMACY, PharmacyCard::new, trustList, at));
  }

  /**
   * Verifies the certificate of a pharmacist's card (HBA), as {@link #verify(byte[], Optional,
   * Instant)} does that of a pharmacy's.
   */
  public static Checked<PersonCard> verifyPerson(
      CardCertificate card, Optional<TrustServiceList> trustList, Instant at) {
    return verify(card, CardType.PHARMACIST, PersonCard::new, trustList, at);
  }

  /**
   * Whether a certificate says of itself, believed or not, that it is an institution's (SMC-B):
   * such a card stays unlocked all day, so that none of its signatures is a person's act.
   */
  public static boolean isOfAnInstitution(CardCertificate card) {
    return CertificateProfile.isOfAnInstitution(card) || Admission.isOfAnInstitution(card);
  }

  /** Makes the card of its three parts. */
  private interface Made<C extends VerifiedCard> {
    C of(CardCertificate certificate, CardIssuer issuer, String telematikId);
  }

  private static <C extends VerifiedCard> Checked<C> verify(
      CardCertificate card,
      CardType expected,
      Made<C> made,
      Optional<TrustServiceList> trustList,
      Instant at) {
    return issuer(card, trustList, at)
        .then(issuer -> valid(card, issuer, at))
        .then(issuer -> signed(card, issuer))
        .then(issuer -> inGoodStanding(issuer, at))
        .then(
            issuer ->
                CertificateProfile.check(card, issuer, expected)
                    .then(profiled -> Admission.telematikId(profiled, expected))
                    .then(id -> Checked.passed(made.of(card, issuer, id))));
  }

  /** Check V2. */
  private static Checked<CardIssuer> issuer(
      CardCertificate card, Optional<TrustServiceList> trustList, Instant at) {
    if (trustList.isEmpty()) {
      return Checked.refused(CardCode.TSL_INVALID, "there is no trust list");
    }
    if (!trustList.get().isUsable(at)) {
      return Checked.refused(CardCode.TSL_INVALID, "the trust list is not of this time");
    }
    List<CardIssuer> named = named(card.holder(), trustList.get());
    if (named.isEmpty()) {
      return Checked.refused(CardCode.CA_UNKNOWN, "no CA of that name");
    }
    byte[] identifier = authorityKeyIdentifier(card.holder());
    return named.stream()
        .filter(candidate -> identifier != null && candidate.hasKeyIdentifier(identifier))
        .findFirst()
        .map(Checked::passed)
        .orElseGet(
            () -> Checked.refused(CardCode.AKI_MISMATCH, "not the key of the CA of that name"));
  }

  private static List<CardIssuer> named(X509CertificateHolder card, TrustServiceList trustList) {
    return trustList.issuers().stream()
        .filter(
            issuer -> {
              try {
                return issuer.isNamed(card.getIssuer());
              } catch (IOException e) {
                return false;
              }
            })
        .toList();
  }

  private static byte[] authorityKeyIdentifier(X509CertificateHolder card) {
    try {
      AuthorityKeyIdentifier identifier =
          AuthorityKeyIdentifier.fromExtensions(card.getExtensions());
      return identifier == null ? null : identifier.getKeyIdentifierOctets();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Check V3. */
  private static Checked<CardIssuer> valid(CardCertificate card, CardIssuer issuer, Instant at) {
    boolean now =
        !at.isBefore(card.holder().getNotBefore().toInstant())
            && !at.isAfter(card.holder().getNotAfter().toInstant());
    return now
        ? Checked.passed(issuer)
        : Checked.refused(CardCode.NOT_VALID_NOW, "outside its validity");
  }

  /** Check V4. */
  private static Checked<CardIssuer> signed(CardCertificate card, CardIssuer issuer) {
    if (card.isSignedBy(issuer.key())) {
      return Checked.passed(issuer);
    }
    return Checked.refused(CardCode.SIGNATURE_INVALID, "not signed by its issuer");
  }

  /** Check V5. */
  private static Checked<CardIssuer> inGoodStanding(CardIssuer issuer, Instant at) {
    return issuer.inAccord() && !issuer.since().isAfter(at)
        ? Checked.passed(issuer)
        : Checked.refused(CardCode.CA_REVOKED, "its service is not in accord");
  }
}
