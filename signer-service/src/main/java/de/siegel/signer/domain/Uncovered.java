package de.siegel.signer.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Uses of the key that were announced on {@code audit.events} and that no checkpoint of the log
 * speaks of yet. Safe for use by several threads.
 */
public final class Uncovered {
  private record Announced(int partition, long offset, Instant at) {
    boolean isIn(Map<Integer, Long> covered) {
      Long last = covered.get(partition);
      return last != null && last >= offset;
    }
  }

  private final Deque<Announced> announced = new ArrayDeque<>();

  /** An announcement is durable. */
  public synchronized void announced(int partition, long offset, Instant at) {
    announced.addLast(new Announced(partition, offset, at));
  }

  /**
   * A checkpoint has come.
   *
   * @param offsets of the last record of each partition that it has a leaf of
   */
  public synchronized void covered(Map<Integer, Long> offsets) {
    announced.removeIf(each -> each.isIn(offsets));
  }

  /**
   * How far now is from when the oldest of them was announced; zero if there is none. A clock that
   * was set back makes it old too: nobody stays unnoticed until that clock has come up again.
   */
  public synchronized Duration age(Instant now) {
    Announced oldest = announced.peekFirst();
    return oldest == null ? Duration.ZERO : Duration.between(oldest.at(), now).abs();
  }
}
