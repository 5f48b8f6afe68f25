package de.siegel.fraudrules;

import java.time.Duration;
import java.time.Instant;

/**
 * A limit on how many requests a pharmacy makes in a time, over event time: the generic cell rate
 * algorithm (ITU-T I.371, annex A), whose whole state is one moment.
 *
 * @param limit how many requests may come at once after a pause, at least 1
 * @param window the time in which so many are allowed again, positive
 */
public record Velocity(int limit, Duration window) {
  public Velocity {
    if (limit < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("velocity: limit and window must be positive");
    }
  }

  /**
   * What becomes of a request.
   *
   * @param within whether it is within the limit
   * @param state the state afterwards; unchanged if it is not
   */
  public record Verdict(boolean within, VelocityState state) {}

  /** Judges a request at its event time. */
  public Verdict judge(VelocityState state, Instant at) {
    long now = nanos(at);
    long step = Math.max(1, window.toNanos() / limit);
    long expected = Math.max(state.expectedNanos(), now);
    long ahead = expected - now;
    // Not window minus step: what the division loses would let more than the limit pass at once.
    if (ahead > step * (limit - 1)) {
      return new Verdict(false, state);
    }
    return new Verdict(true, new VelocityState(expected + step));
  }

  /**
   * When the next request is within the limit; a moment that has passed if one is at once.
   *
   * @param state after the last one
   */
  public Instant opens(VelocityState state) {
    long step = Math.max(1, window.toNanos() / limit);
    return Instant.ofEpochSecond(0, state.expectedNanos() - step * (limit - 1));
  }

  private static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
  }
}
