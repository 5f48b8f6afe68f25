package de.siegel.servicekit.session;

import de.siegel.schemas.control.Session;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.SecretWrapping;
import de.siegel.sealing.SessionSecret;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.key.EpochKeyHolder;
import de.siegel.servicekit.session.SessionLookup.Closed;
import de.siegel.servicekit.session.SessionLookup.Open;
import de.siegel.servicekit.session.SessionLookup.Reason;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens each session once and keeps it while it is used. A session that has not arrived yet is
 * waited for: only when the authority has spoken after the request came in, and still not named it,
 * is it unknown.
 *
 * <p>Not safe for use by several threads.
 */
public final class OpenSessions {
  /** More open sessions than pharmacies have terminals in use at a time. */
  private static final int CAPACITY = 40_000;

  /** The broker's clock and the authority's may differ by so much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(500);

  /** A secret that nobody asks for, or whose epoch's key was destroyed, lives on for no longer. */
  private static final Duration KEEP = Duration.ofMinutes(5);

  /** How often the holder of an epoch's key is asked whether what it opened may be kept. */
  private static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  /**
   * @param kept when the epoch's key was last known to be there, and the secret in use
   */
  private record Cached(OpenSession session, Instant kept) {
    boolean isOlderThan(Duration age, Instant now) {
      return !kept.plus(age).isAfter(now);
    }
  }

  private final String stage;
  private final ControlState control;
  private final SessionEvidenceRule evidence;
  private final EpochKeyHolder epochKeys;
  private final RequestSignature signature;
  private final InstantSource clock;
  private final Map<String, Cached> cache =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cached> eldest) {
          return size() > CAPACITY;
        }
      };

  /**
   * Sessions whose evidence was checked, with the version of the record that it was checked for.
   */
  private final Map<String, Long> evidenced =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > CAPACITY;
        }
      };

  /** Those of the sessions in the cache, and perhaps of some that are not in it any more. */
  private final Set<String> epochs = new HashSet<>();

  private Instant nextSweep = Instant.EPOCH;

  public OpenSessions(
      String stage,
      ControlState control,
      SessionEvidenceRule evidence,
      EpochKeyHolder epochKeys,
      RequestSignature signature,
      InstantSource clock) {
    this.stage = stage;
    this.control = control;
    this.evidence = evidence;
    this.epochKeys = epochKeys;
    this.signature = signature;
    this.clock = clock;
  }

  /**
   * Finds a session and opens it.
   *
   * @param requestedAt event time of the request that names it
   * @throws de.siegel.servicekit.control.ControlUnavailable if the authority is not heard
   */
  public SessionLookup find(String sessionId, Instant requestedAt) {
    Optional<Session> record = control.session(sessionId);
    if (record.isEmpty()) {
      control.awaitSpokenAfter(requestedAt.plus(CLOCK_TOLERANCE));
      record = control.session(sessionId);
    }
    if (record.isEmpty()) {
      return new Closed(Reason.SESSION_UNKNOWN);
    }
    Instant now = clock.instant();
    letGoOfUnused(now);
    Cached cached = cache.get(sessionId);
    if (cached != null
        && mayBeKept(sessionId, cached, now)
        && speaksOfTheSame(cached.session().record(), record.get())
        && evidenceHolds(record.get())) {
      // The record may have changed since (ended); its secret and key are the same.
      return new Open(
          cached.session().record() == record.get()
              ? cached.session()
              : new OpenSession(
                  record.get(), cached.session().secret(), cached.session().signingKey()));
    }
    return open(record.get(), now);
  }

  /** Unwrapping anew is dear; whether the key that unwrapped is still there is not. */
  private boolean mayBeKept(String sessionId, Cached cached, Instant now) {
    if (!cached.isOlderThan(ASK_EVERY, now)) {
      return true;
    }
    boolean lives = epochKeys.pair(cached.session().record().getEpoch()).isPresent();
    if (lives) {
      cache.put(sessionId, new Cached(cached.session(), now));
    }
    return lives;
  }

  /** Whether what was opened for one version of a record is what the other version speaks of. */
  private static boolean speaksOfTheSame(Session opened, Session record) {
    return opened == record
        || (opened.getPharmacyId().equals(record.getPharmacyId())
            && opened.getEpoch().equals(record.getEpoch())
            && opened.getSigningAlgorithm() == record.getSigningAlgorithm()
            && opened.getSigningKey().equals(record.getSigningKey())
            && opened.getSecretCommitment().equals(record.getSecretCommitment())
            && opened.getWrappedSecrets().equals(record.getWrappedSecrets()));
  }

  /** Checked once a record: a card's curve is slow. */
  private boolean evidenceHolds(Session record) {
    long version = record.getHeader().getVersion();
    if (Long.valueOf(version).equals(evidenced.get(record.getSessionId()))) {
      return true;
    }
    boolean holds = evidence.holds(record, control.admission(record.getPharmacyId()));
    if (holds) {
      evidenced.put(record.getSessionId(), version);
    }
    return holds;
  }

  /** A session that is not used any more must not keep its secret in memory past its epoch. */
  private void letGoOfUnused(Instant now) {
    if (now.isBefore(nextSweep)) {
      return;
    }
    cache.values().removeIf(cached -> cached.isOlderThan(KEEP, now));
    nextSweep = now.plus(SWEEP_EVERY);
  }

  /**
   * Overwrites and lets go of the secrets of sessions whose epoch is over; called between requests,
   * several times a minute at least.
   *
   * @return whether there were any
   */
  public boolean forgetEnded() {
    epochKeys.forgetEnded();
    Set<String> ended = new HashSet<>(epochs);
    ended.removeIf(epochKeys::lives);
    if (ended.isEmpty()) {
      return false;
    }
    epochs.removeAll(ended);
    int before = cache.size();
    cache
        .values()
        .removeIf(
            cached -> {
              boolean over = ended.contains(cached.session().record().getEpoch());
              if (over) {
                cached.session().secret().destroy();
              }
              return over;
            });
    return cache.size() < before;
  }

  /** How many sessions' secrets are kept. */
  int held() {
    return cache.size();
  }

  private SessionLookup open(Session record, Instant now) {
    cache.remove(record.getSessionId());
    if (!evidenceHolds(record)) {
      return new Closed(Reason.SESSION_EVIDENCE_INVALID);
    }
    if (control.epochKeys().stream().noneMatch(key -> key.getEpoch().equals(record.getEpoch()))) {
      // A session can be seen before its epoch: they are on different topics.
      control.awaitSpokenAfter(record.getHeader().getIssuedAt());
    }
    Optional<EpochKeyPair> pair = epochKeys.pair(record.getEpoch());
    if (pair.isEmpty()) {
      return new Closed(Reason.EPOCH_EXPIRED);
    }
    Optional<SessionSecret> secret = SecretWrapping.unwrap(record, stage, pair.get());
    Optional<PublicKey> key =
        signature.key(record.getSigningAlgorithm(), Bytes.of(record.getSigningKey()));
    if (secret.isEmpty() || key.isEmpty()) {
      return new Closed(Reason.SESSION_UNREADABLE);
    }
    OpenSession session = new OpenSession(record, secret.get(), key.get());
    epochs.add(record.getEpoch());
    cache.put(record.getSessionId(), new Cached(session, now));
    return new Open(session);
  }
}
