package de.siegel.fraudrules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit on how many requests a pharmacy makes in any stretch of time, wherever it begins, over
 * event time. Exact, and so its state is every moment that still counts: for small limits only.
 *
 * @param limit how many, 1 to {@value #LARGEST}
 * @param window the length of the stretch, positive
 */
public record DayLimit(int limit, Duration window) {
  /** The largest limit. */
  public static final int LARGEST = 1_000;

  public DayLimit {
    if (limit < 1 || limit > LARGEST || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "probation: the limit must be 1 to " + LARGEST + ", the window positive");
    }
  }

  /**
   * What becomes of a request.
   *
   * @param within whether it is within the limit
   * @param passed the moments that count afterwards, in milliseconds since 1970, ascending
   */
  public record Verdict(boolean within, List<Long> passed) {
    public Verdict {
      passed = List.copyOf(passed);
    }
  }

  /**
   * Judges a request at its event time.
   *
   * @param before the moments that counted after the last one, ascending
   */
  public Verdict judge(List<Long> before, Instant at) {
    // An older event time than the last one is judged as that: it makes no room.
    long now = before.isEmpty() ? at.toEpochMilli() : Math.max(at.toEpochMilli(), last(before));
    List<Long> counting = new ArrayList<>();
    for (long passed : before) {
      if (passed > now - window.toMillis()) {
        counting.add(passed);
      }
    }
    if (counting.size() >= limit) {
      return new Verdict(false, counting);
    }
    counting.add(now);
    return new Verdict(true, counting);
  }

  /**
   * When the next request is within the limit; long ago if there is room already.
   *
   * @param counting the moments that count, ascending
   */
  public Instant opens(List<Long> counting) {
    // Of a limit that was lowered meanwhile, more than one has to be over first.
    return counting.size() < limit
        ? Instant.EPOCH
        : Instant.ofEpochMilli(counting.get(counting.size() - limit)).plus(window);
  }

  private static long last(List<Long> moments) {
    return moments.get(moments.size() - 1);
  }
}
