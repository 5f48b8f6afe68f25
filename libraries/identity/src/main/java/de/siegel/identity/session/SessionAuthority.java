package de.siegel.identity.session;

import java.util.List;
import java.util.Optional;

/** Who opens sessions. */
public interface SessionAuthority {
  /**
   * The epoch keys that a new session's secret has to be wrapped for.
   *
   * @throws SessionRefused if the authority has none
   * @throws SessionAuthorityUnavailable if it does not answer
   */
  List<de.siegel.schemas.control.EpochKey> epochKeys();

  /**
   * A challenge for a card, to be signed within a minute, once.
   *
   * @param binding SHA-256 over the application ({@link SessionApplication#binding()})
   * @throws SessionRefused if the authority gives none now
   * @throws SessionAuthorityUnavailable if it does not answer
   */
  byte[] challenge(byte[] binding);

  /**
   * Opens a session. When this returns, the session is published.
   *
   * @param proof of the pharmacy's card; only test environments do without
   * @throws SessionRefused with the authority's reason
   * @throws SessionAuthorityUnavailable if it does not answer
   */
  AcceptedSession open(SessionApplication application, Optional<CardProof> proof);

  /**
   * Ends a session before its time: the card was taken out, the person has gone.
   *
   * @param signature by the session's own key ({@code SessionKeys.signEnd})
   * @throws SessionRefused with SESSION_BINDING if it is not this session's
   * @throws SessionAuthorityUnavailable if it does not answer
   */
  void end(String sessionId, byte[] signature);
}
