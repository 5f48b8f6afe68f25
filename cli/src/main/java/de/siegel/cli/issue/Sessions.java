package de.siegel.cli.issue;

import de.siegel.cli.request.RequestLine;
import de.siegel.client.PharmacySession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions of one run: one for each pharmacy, terminal and operator, opened when it is first
 * needed and again before it ends. For one thread.
 */
final class Sessions {
  /** A session that ends sooner is not used for another request. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final int CAPACITY = 5_000;

  private record Key(String pharmacy, String terminal, String operator) {}

  private final SessionOpener opener;
  private final String defaultPharmacy;
  private final InstantSource clock;
  private final Map<Key, PharmacySession> open =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PharmacySession> eldest) {
          return size() > CAPACITY;
        }
      };

  Sessions(SessionOpener opener, String defaultPharmacy, InstantSource clock) {
    this.opener = opener;
    this.defaultPharmacy = defaultPharmacy;
    this.clock = clock;
  }

  /**
   * The session for a request.
   *
   * @throws de.siegel.identity.session.SessionRefused with the authority's reason
   */
  PharmacySession forRequest(RequestLine.Good line) {
    Key key =
        new Key(
            line.issuer().orElse(defaultPharmacy),
            line.terminal().orElse(""),
            line.operator().orElse(""));
    PharmacySession session = open.get(key);
    if (session == null || clock.instant().isAfter(session.notAfter().minus(MARGIN))) {
      session = opener.open(key.pharmacy(), key.terminal(), key.operator());
      open.put(key, session);
    }
    return session;
  }
}
