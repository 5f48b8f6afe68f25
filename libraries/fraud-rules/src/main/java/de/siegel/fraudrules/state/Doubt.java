package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Hold;
import java.util.List;

/**
 * What speaks against a pharmacy at the moment.
 *
 * @param odd requests at unusual times that nobody confirmed, in a row
 * @param oddSecond the last of them, in seconds since 1970
 * @param waking 0 if it was not dormant, or a person has confirmed a request since; else one more
 *     than the requests of today that nobody confirmed, at most {@value #MOST}
 * @param batches batches of today that cannot be, at most {@value #MOST}
 * @param holds what is held
 * @param released the last release by analysts that was taken into account, in seconds since 1970;
 *     0 if none was
 */
public record Doubt(int odd, long oddSecond, int waking, int batches, Holds holds, long released) {
  /** What one byte holds. */
  static final int MOST = 255;

  /** Nothing does. */
  public static final Doubt NONE = new Doubt(0, 0, 0, 0, Holds.NONE, 0);

  private static final int ODD_SECONDS = 12 * 3600;

  /** Whether it was dormant, and nobody has confirmed a request since. */
  public boolean isWaking() {
    return waking > 0;
  }

  /** As it is at a moment. */
  Doubt at(long second) {
    boolean calm = odd > 0 && second - oddSecond > ODD_SECONDS;
    Holds left = holds.at(second);
    return !calm && left == holds
        ? this
        : new Doubt(calm ? 0 : odd, calm ? 0 : oddSecond, waking, batches, left, released);
  }

  /**
   * After a day.
   *
   * @param dormant whether the pharmacy did nothing for weeks
   */
  Doubt nextDay(boolean dormant) {
    int next = dormant || waking > 0 ? 1 : 0;
    return next != waking || batches > 0
        ? new Doubt(odd, oddSecond, next, 0, holds, released)
        : this;
  }

  /** With another batch that cannot be. */
  Doubt batch() {
    return new Doubt(odd, oddSecond, waking, Math.min(MOST, batches + 1), holds, released);
  }

  /** After analysts released it. */
  Doubt released(long at) {
    return new Doubt(0, 0, 0, 0, holds.since(at), at);
  }

  /** After a request that a person confirmed and that passed. */
  Doubt confirmed(Features request) {
    return new Doubt(0, oddSecond, 0, batches, holds.confirmed(request), released);
  }

  /**
   * After a request that was stopped.
   *
   * @param atOddTime whether its time was unusual
   */
  Doubt stopped(long second, boolean atOddTime, List<Hold> begun) {
    if (!atOddTime && begun.isEmpty() && waking == 0) {
      return this;
    }
    int open = waking == 0 ? 0 : Math.min(MOST, waking + 1);
    // Whoever asks late, out of order, cannot begin again what analysts have ended since.
    Holds next = second < released ? holds : holds.with(begun);
    return atOddTime
        ? new Doubt(odd + 1, second, open, batches, next, released)
        : new Doubt(odd, oddSecond, open, batches, next, released);
  }
}
