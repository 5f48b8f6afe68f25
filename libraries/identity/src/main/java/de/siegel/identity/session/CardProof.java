package de.siegel.identity.session;

/**
 * What shows that a pharmacy's card asks for a session.
 *
 * @param certificate the card's certificate, DER
 * @param challenge the challenge that the authority gave out, as it was
 * @param signature the card's signature over it, 64 bytes
 */
public record CardProof(byte[] certificate, byte[] challenge, byte[] signature) {
  public CardProof {
    certificate = certificate.clone();
    challenge = challenge.clone();
    signature = signature.clone();
  }
}
