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
 * @param holds what is held
 * @param released the last release by analysts that was taken into account, in seconds since 1970;
 *     0 if none was
 */
public record Doubt(int odd, long oddSecond, boolean waking, Holds holds, long released) {
  /** Nothing does. */
  public static final Doubt NONE = new Doubt(0, 0, false, Holds.NONE, 0);

  private static final int ODD_SECONDS = 12 * 3600;

  /** As it is at a moment. */
  Doubt at(long second) {
    boolean calm = odd > 0 && second - oddSecond > ODD_SECONDS;
    Holds left = holds.at(second);
    return !calm && left == holds
        ? this
        : new Doubt(calm ? 0 : odd, calm ? 0 : oddSecond, waking, left, released);
  }

  /** With a pharmacy found dormant. */
  Doubt waking(boolean dormant) {
    return dormant && !waking ? new Doubt(odd, oddSecond, true, holds, released) : this;
  }

  /** After analysts released it. */
  Doubt released(long at) {
    return new Doubt(0, 0, waking, holds.since(at), at);
  }

  /** After a request that a person confirmed and that passed. */
  Doubt confirmed(Features request) {
    return new Doubt(0, oddSecond, false, holds.confirmed(request), released);
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
        ? new Doubt(odd + 1, second, waking, next, released)
        : new Doubt(odd, oddSecond, waking, next, released);
  }
}
