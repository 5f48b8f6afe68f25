package de.siegel.client.session;

import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import java.util.List;

/**
 * What a pharmacy asks the session authority for.
 *
 * @param sessionId 32 lower-case hex digits, random
 * @param tenant where the replies go
 * @param terminal terminal id, may be empty
 * @param operator operator pseudonym, may be empty; never a name
 * @param signingKey public key, as in the session record
 * @param epoch the epoch whose keys the secret is wrapped for
 * @param secretCommitment see the session record
 * @param wrappedSecrets one per reading stage
 */
public record SessionApplication(
    String sessionId,
    String pharmacyId,
    String tenant,
    String terminal,
    String operator,
    SigningAlgorithm signingAlgorithm,
    byte[] signingKey,
    String epoch,
    byte[] secretCommitment,
    List<WrappedSecret> wrappedSecrets) {
  public SessionApplication {
    wrappedSecrets = List.copyOf(wrappedSecrets);
  }
}
