package de.siegel.client.confirm;

import de.siegel.identity.confirmation.Confirmation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A person who confirms requests of one pharmacy, with a means that the admission desk has
 * enrolled. Asked for each request anew.
 */
public interface Confirmer {
  /**
   * Shows the person what is to be confirmed, and then asks.
   *
   * @param asked what is shown, and the statement that is signed: it stands for one request in one
   *     session, for some minutes
   * @return what the person signed; empty if the person does not confirm, and then nothing is sent.
   *     Complete it elsewhere than on the caller's thread, which others wait for
   */
  CompletableFuture<Optional<Confirmation>> confirm(ConfirmationRequest asked);
}
