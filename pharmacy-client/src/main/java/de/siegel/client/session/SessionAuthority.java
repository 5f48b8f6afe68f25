package de.siegel.client.session;

import java.util.List;

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
   * Opens a session. When this returns, the session is published.
   *
   * @throws SessionRefused with the authority's reason
   * @throws SessionAuthorityUnavailable if it does not answer
   */
  AcceptedSession open(SessionApplication application);
}
