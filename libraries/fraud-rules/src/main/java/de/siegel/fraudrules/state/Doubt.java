package de.siegel.fraudrules.state;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Hold;
import java.util.List;

/**
 * What speaks against a pharmacy at the moment.
 *
 * @param odd requests at unusual times that nobody confirmed, in a row
 * @param oddSecond the last of them, in seconds since 1970
 * @param waking whether it was dormant, and nobody has confirmed a request since
 * @param batches batches of today that cannot be, at most {@value #MOST_BATCHES}
 * @param holds what is held
 * @param released the last release by analysts that was taken into account, in seconds since 1970;
 *     0 if none was
 */
public record Doubt(
    int odd, long oddSecond, boolean waking, int batches, Holds holds, long released) {
  static final int MOST_BATCHES = 255;

  /** Nothing does. */
  public static final Doubt NONE = new Doubt(0, 0, false, 0, Holds.NONE, 0);

  private static final int ODD_SECONDS = 12 * 3600;

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
    return (dormant && !waking) || batches > 0
        ? new Doubt(odd, oddSecond, waking || dormant, 0, holds, released)
        : this;
  }

  /** With another batch that cannot be. */
  Doubt batch() {
    return new Doubt(odd, oddSecond, waking, Math.min(MOST_BATCHES, batches + 1), holds, released);
  }

  /** After analysts released it. */
  Doubt released(long at) {
    return new Doubt(0, 0, waking, 0, holds.since(at), at);
  }

  /** After a request that a person confirmed and that passed. */
  Doubt confirmed(Features request) {
    return new Doubt(0, oddSecond, false, batches, holds.confirmed(request), released);
  }

  /**
   * After a request that was stopped.
   *
   * @param atOddTime whether its time was unusual
   */
  Doubt stopped(long second, boolean atOddTime, List<Hold> begun) {
    if (!atOddTime && begun.isEmpty()) {
      return this;
    }
    // Whoever asks late, out of order, cannot begin again what analysts have ended since.
    Holds next = second < released ? holds : holds.with(begun);
    return atOddTime
        ? new Doubt(odd + 1, second, waking, batches, next, released)
        : new Doubt(odd, oddSecond, waking, batches, next, released);
  }
}
