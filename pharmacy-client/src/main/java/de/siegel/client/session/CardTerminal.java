package de.siegel.client.session;

/**
 * A pharmacy's card (SMC-B) where it is plugged in. Called when a session is opened, from the
 * thread that opens it; may take seconds.
 */
public interface CardTerminal {
  /** The card's certificate C.HCI.AUT, DER. */
  byte[] certificate();

  /**
   * Signs with the key of that certificate: ECDSA with SHA-256 on brainpoolP256r1.
   *
   * @param challenge what is signed; the client has checked what it says
   * @return r and s, 32 bytes each (IEEE P1363)
   */
  byte[] sign(byte[] challenge);
}
