package de.siegel.sessionauthority;

import de.siegel.schemas.control.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How many sessions a pharmacy may open at a time: every stage keeps each of them until its last
 * moment, so whoever opened them without end would fill the memory of all. That a session was ended
 * early makes no room, for the same reason.
 */
final class SessionQuota {
  /** More than a pharmacy has terminals, renewed or opened anew within four hours. */
  static final int PER_PHARMACY = 256;

  private record Place(Instant end, String sessionId) {
    static Place of(Session session) {
      return new Place(session.getNotAfter(), session.getSessionId());
    }
  }

  private final Map<String, TreeSet<Place>> places = new HashMap<>();

  private TreeSet<Place> of(Session session) {
    return places.computeIfAbsent(
        session.getPharmacyId(),
        id -> new TreeSet<>(Comparator.comparing(Place::end).thenComparing(Place::sessionId)));
  }

  /** Counts a session that was opened before. */
  synchronized void opened(Session session) {
    of(session).add(Place.of(session));
  }

  /**
   * Counts a new session.
   *
   * @return empty if it may be opened; otherwise when the next place is free
   */
  synchronized Optional<Instant> open(Session session, Instant now) {
    TreeSet<Place> taken = of(session);
    while (!taken.isEmpty() && !taken.first().end().isAfter(now)) {
      taken.pollFirst();
    }
    if (taken.size() >= PER_PHARMACY) {
      return Optional.of(taken.first().end());
    }
    taken.add(Place.of(session));
    return Optional.empty();
  }

  /** Gives the place of a session back that was never published. */
  synchronized void notOpened(Session session) {
    of(session).remove(Place.of(session));
  }
}
