package de.siegel.client.confirm;

import de.siegel.identity.confirmation.Confirmation;
import de.siegel.sealing.ConfirmationStatement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A person who confirms requests of one pharmacy, with a means that the admission desk has
 * enrolled. Asked for each request anew; show the person what the request says before.
 */
public interface Confirmer {
  /**
   * Asks the person.
   *
   * @param statement what is signed: it stands for one request in one session, for some minutes
   * @return what the person signed; empty if the person does not confirm, and then nothing is sent.
   *     Complete it elsewhere than on the caller's thread, which others wait for
   */
  CompletableFuture<Optional<Confirmation>> confirm(ConfirmationStatement statement);
}
