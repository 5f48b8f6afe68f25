package de.siegel.identity.card;

import java.util.Objects;

/**
 * A card whose certificate has passed V1 to V7: a public pharmacy's, issued by who may. Says
 * nothing about who holds the card, whether it is blocked, or whether we know the pharmacy.
 *
 * @param certificate the card's certificate
 * @param issuer who issued it
 * @param telematikId the pharmacy's Telematik-ID, {@code 3-…}
 */
public record PharmacyCard(CardCertificate certificate, CardIssuer issuer, String telematikId)
    implements VerifiedCard {
  public PharmacyCard {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(telematikId);
  }
}
