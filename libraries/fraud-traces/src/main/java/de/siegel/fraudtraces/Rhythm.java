package de.siegel.fraudtraces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The time from one entry to the next of somebody who does nothing else: log-normal.
 *
 * @param median seconds
 * @param sigma of the logarithm
 */
record Rhythm(double median, double sigma) {
  /** Passport, vaccination pass, typing, print; some minutes. */
  static final Rhythm CHECKING_PAPERS = new Rhythm(240, 0.5);

  /** The same where nothing else is sold. */
  static final Rhythm ASSEMBLY_LINE = new Rhythm(150, 0.4);

  /** The next of a family: address and product are on the screen already. */
  static final double FAMILY_FACTOR = 0.6;

  /** Somebody who types what was sent, with nobody in front of the desk. */
  static final Rhythm FROM_A_LIST = new Rhythm(200, 0.45);

  long next(SplittableRandom random) {
    return Math.max(20, Math.round(Sampling.logNormal(random, median, sigma)));
  }

  double mean() {
    return median * StrictMath.exp(sigma * sigma / 2);
  }

  /** As many entries, one after the other, faster where they would not fit otherwise. */
  List<Instant> run(SplittableRandom random, Instant from, Instant to, int count) {
    long[] gaps = new long[count];
    long sum = 0;
    for (int n = 0; n < count; n++) {
      gaps[n] = next(random);
      sum += gaps[n];
    }
    long room = to.getEpochSecond() - from.getEpochSecond() - 1;
    double scale = Math.min(1, (double) room / Math.max(1, sum));
    List<Instant> times = new ArrayList<>(count);
    double at = 0;
    for (long gap : gaps) {
      at += gap * scale;
      times.add(from.plusSeconds((long) at));
    }
    return times;
  }
}
