package de.siegel.identity.card;

/**
 * A card whose certificate has passed V1 to V7. Says nothing about who holds it, or whether it is
 * blocked.
 */
public sealed interface VerifiedCard permits PharmacyCard, PersonCard {
  /** The card's certificate. */
  CardCertificate certificate();

  /** Who issued it, as the trust list names it. */
  CardIssuer issuer();

  /** The Telematik-ID in its admission. */
  String telematikId();
}
