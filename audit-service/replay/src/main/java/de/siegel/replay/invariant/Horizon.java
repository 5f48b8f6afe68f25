package de.siegel.replay.invariant;

import java.time.Instant;

/**
 * The span of time in which everything about a submission can be expected to be there.
 *
 * @param from submissions appended before it may have lost their answers to retention
 * @param settledBefore submissions appended then or later may still be in flight
 */
public record Horizon(Instant from, Instant settledBefore) {

  /** Whether nothing about a submission of this time is in flight any more. */
  boolean settled(Instant appendedAt) {
    return appendedAt.isBefore(settledBefore);
  }

  /** Whether everything about a submission of this time must be there. */
  boolean comparable(Instant appendedAt) {
    return settled(appendedAt) && !appendedAt.isBefore(from);
  }
}
