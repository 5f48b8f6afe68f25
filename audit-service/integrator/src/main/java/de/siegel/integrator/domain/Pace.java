package de.siegel.integrator.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When it is time to sign again. A clock that jumps back does not put that off: whoever can set the
 * clock could otherwise stop the log, and signing with it.
 *
 * <p>Not safe for use by several threads.
 */
public final class Pace {
  private final Duration interval;
  private Instant last = Instant.MIN;

  /**
   * @param interval between two times
   */
  public Pace(Duration interval) {
    this.interval = interval;
  }

  /** Whether it is time; if so, it is again an interval later. */
  public boolean due(Instant now) {
    boolean jumpedBack = now.isBefore(last);
    if (!jumpedBack && last != Instant.MIN && now.isBefore(last.plus(interval))) {
      return false;
    }
    last = now;
    return true;
  }
}
