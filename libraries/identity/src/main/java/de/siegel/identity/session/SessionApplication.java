package de.siegel.identity.session;

import de.siegel.identity.card.SessionBinding;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import java.nio.ByteBuffer;
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

  /** What a card signs for: SHA-256 over all that is applied for. */
  public byte[] binding() {
    Session session = new Session();
    session.setSessionId(sessionId);
    session.setPharmacyId(pharmacyId);
    session.setTenant(tenant);
    session.setTerminal(terminal);
    session.setOperator(operator);
    session.setSigningAlgorithm(signingAlgorithm);
    session.setSigningKey(ByteBuffer.wrap(signingKey));
    session.setEpoch(epoch);
    session.setSecretCommitment(ByteBuffer.wrap(secretCommitment));
    return SessionBinding.of(session);
  }
}
