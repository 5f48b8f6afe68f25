package de.siegel.sessionauthority;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * How many sessions a pharmacy may have at a time: every stage keeps each of them, so whoever opens
 * them without end would fill the memory of all.
 */
final class SessionQuota {
  /** More than a pharmacy has terminals, renewed or opened anew within four hours. */
  static final int PER_PHARMACY = 256;

  private final Map<String, PriorityQueue<Instant>> ends = new HashMap<>();

  /** Counts a session that was opened before. */
  synchronized void opened(String pharmacyId, Instant end) {
    ends.computeIfAbsent(pharmacyId, id -> new PriorityQueue<>()).add(end);
  }

  /**
   * Counts a new session.
   *
   * @return empty if it may be opened; otherwise when the next place is free
   */
  synchronized Optional<Instant> open(String pharmacyId, Instant end, Instant now) {
    PriorityQueue<Instant> open = ends.computeIfAbsent(pharmacyId, id -> new PriorityQueue<>());
    while (!open.isEmpty() && !open.peek().isAfter(now)) {
      open.remove();
    }
    if (open.size() >= PER_PHARMACY) {
      return Optional.of(open.peek());
    }
    open.add(end);
    return Optional.empty();
  }
}
