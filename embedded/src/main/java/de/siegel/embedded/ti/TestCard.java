package de.siegel.embedded.ti;

import de.siegel.client.session.CardTerminal;
import de.siegel.identity.card.CardChallenge;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * A soft card of the simulator.
 *
 * @param der its C.HCI.AUT certificate; a professional's its C.HP.AUT
 * @param keys its pair; a real card never lets go of the private one
 */
public record TestCard(byte[] der, KeyPair keys) implements CardTerminal {
  public TestCard {
    der = der.clone();
  }

  @Override
  public byte[] der() {
    return der.clone();
  }

  @Override
  public byte[] certificate() {
    return der();
  }

  /** Signs a challenge: r and s, 64 bytes. */
  public byte[] sign(CardChallenge challenge) {
    return sign(challenge.bytes());
  }

  @Override
  public byte[] sign(byte[] challenge) {
    try {
      Signature signer = Signature.getInstance("SHA256withPLAIN-ECDSA", TiKeys.PROVIDER);
      signer.initSign(keys.getPrivate());
      signer.update(challenge);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the test card cannot sign", e);
    }
  }
}
