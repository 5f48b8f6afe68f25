package de.siegel.servicekit.card;

import de.siegel.identity.card.CardIssuer;
import java.util.concurrent.CompletableFuture;

/** Where the status of a card is asked (OCSP, RFC 6960). */
public interface CardStatusSource {
  /**
   * Asks without waiting.
   *
   * @param issuer of the card; the trust list says where its responder is, never the card (trap L6)
   * @param request DER
   * @return the answer, DER, not believed yet; fails if there is none
   */
  CompletableFuture<byte[]> ask(CardIssuer issuer, byte[] request);
}
