package de.siegel.identity.card;

import java.util.Objects;

/**
 * A professional's card (HBA) whose certificate C.HP.AUT has passed V1 to V7: one pharmacist's,
 * issued by who may. Says nothing about who holds the card, whether it is blocked, or whether the
 * person has to do with any pharmacy of ours.
 *
 * @param certificate the card's certificate
 * @param issuer who issued it
 * @param telematikId the person's Telematik-ID; stays when the card is replaced
 */
public record PersonCard(CardCertificate certificate, CardIssuer issuer, String telematikId)
    implements VerifiedCard {
  public PersonCard {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(telematikId);
  }

  /**
   * Whether the card's key signed these bytes.
   *
   * @param signature ECDSA with SHA-256, r and s, 64 bytes; of any length
   */
  public boolean hasSigned(byte[] signed, byte[] signature) {
    return CardSignature.holds(certificate, signed, signature);
  }
}
