package de.siegel.client.confirm;

import de.siegel.identity.card.CardIssuer;
import java.io.IOException;

/** Where the status of a card is asked (OCSP, RFC 6960). */
public interface CardStatus {
  /**
   * Asks.
   *
   * @param issuer of the card; the trust list says where its responder is, never the card
   * @param request DER
   * @return the answer, DER
   * @throws IOException if there is none
   */
  byte[] ask(CardIssuer issuer, byte[] request) throws IOException;
}
