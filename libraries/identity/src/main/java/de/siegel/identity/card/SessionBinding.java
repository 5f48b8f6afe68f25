package de.siegel.identity.card;

import de.siegel.schemas.control.Session;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;

/**
 * What a card speaks for when it opens a session: everything by which a request is judged later.
 * Nobody can put another key, pharmacy, terminal or operator under a card's signature.
 */
public final class SessionBinding {
  private SessionBinding() {}

  /** SHA-256 over what the pharmacy chose of a session. */
  public static byte[] of(Session session) {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/session-application/v1")
            .add(session.getSessionId())
            .add(session.getPharmacyId())
            .add(session.getTenant())
            .add(session.getTerminal())
            .add(session.getOperator())
            .add(session.getSigningAlgorithm().name())
            .add(Bytes.of(session.getSigningKey()))
            .add(session.getEpoch())
            .add(Bytes.of(session.getSecretCommitment()))
            .bytes());
  }
}
