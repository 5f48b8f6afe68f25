package de.siegel.client.session;

import de.siegel.sealing.SessionSecret;
import java.time.Instant;
import java.util.Map;

/**
 * Where a client keeps the secrets of its sessions, so that after a crash it can still read what
 * was answered before. Who has them and the outcome topic reads the certificates of those sessions:
 * keep them as safely as the certificates, and no longer than they are of use.
 */
public interface SessionSecrets {
  /** Keeps nothing: what was not read when the process ends can never be read. */
  SessionSecrets NONE =
      new SessionSecrets() {
        @Override
        public void keep(SessionSecret secret, Instant until) {
          // Nothing outlives the process.
        }

        @Override
        public Map<String, SessionSecret> kept(Instant now) {
          return Map.of();
        }
      };

  /**
   * Keeps a secret; called before its session is opened.
   *
   * @param until when the session's epoch ends and nobody else can read it any more
   * @throws java.io.UncheckedIOException if it cannot be kept; the session is not opened then
   */
  void keep(SessionSecret secret, Instant until);

  /**
   * Every secret that was kept and whose epoch has not ended, by session id.
   *
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  Map<String, SessionSecret> kept(Instant now);
}
