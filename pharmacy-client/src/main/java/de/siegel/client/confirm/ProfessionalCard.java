package de.siegel.client.confirm;

import java.util.Optional;

/**
 * A professional's card (HBA) where it is plugged in. How the PIN comes to it, on the terminal's
 * own keys at best, is between the card and the person: no PIN comes here.
 */
public interface ProfessionalCard {
  /** The card's certificate C.HP.AUT, DER. */
  byte[] certificate();

  /**
   * Has the person enter the PIN for this one signature, and signs with the key of that
   * certificate: ECDSA with SHA-256 on brainpoolP256r1. May take as long as a person takes. A card
   * that was unlocked before has to ask again.
   *
   * @param statement what is signed
   * @return r and s, 32 bytes each (IEEE P1363); empty if the person does not want to
   */
  Optional<byte[]> sign(byte[] statement);
}
