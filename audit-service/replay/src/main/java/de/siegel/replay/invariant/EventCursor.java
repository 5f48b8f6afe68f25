package de.siegel.replay.invariant;

import java.time.Instant;
import java.util.Optional;

/**
 * Walks over the committed records of one partition of audit.events, from the first that is still
 * retained to the last at the time when the walk began.
 */
public interface EventCursor {

  /**
   * A committed record.
   *
   * @param offset where it stands
   * @param at when it was appended, by the broker's clock
   * @param value its bytes; null if it has none
   */
  record Event(long offset, Instant at, byte[] value) {}

  /** The first offset that is still retained. */
  long first();

  /** The offset at which the walk ends. */
  long end();

  /** The next record, without going on; empty at the end. */
  Optional<Event> peek();

  /** Goes on to the one after it. */
  void advance();
}
