package de.siegel.identity.card;

import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signatures of cards: ECDSA with SHA-256 on brainpoolP256r1 (RFC 5639), r and s side by side. */
final class CardSignature {
  /** Length of a signature: r and s of brainpoolP256r1, 32 bytes each (IEEE P1363). */
  private static final int LENGTH = 64;

  private CardSignature() {}

  /** Whether the card's key signed these bytes; the signature may be anything. */
  static boolean holds(CardCertificate card, byte[] signed, byte[] signature) {
    if (signature.length != LENGTH) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withPLAIN-ECDSA", CardCertificate.PROVIDER);
      verifier.initVerify(card.publicKey());
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false; // Bytes that are no signature at all.
    }
  }
}
