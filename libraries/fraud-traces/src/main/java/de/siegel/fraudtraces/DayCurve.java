package de.siegel.fraudtraces;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How many people come at which hour, relative to the busiest; by the clock on the wall. */
enum DayCurve {
  /** Late in the morning most, a second time after work. */
  SHOP(
      0.03, 0.03, 0.03, 0.03, 0.03, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 1, 0.75, 0.6, 0.6, 0.65, 0.75,
      0.75, 0.6, 0.4, 0.3, 0.2, 0.1, 0.06),
  /** When somebody rings at night, and by day on a Sunday. */
  DUTY(
      0.12, 0.07, 0.05, 0.05, 0.05, 0.07, 0.12, 0.3, 0.5, 0.8, 1, 1, 0.8, 0.6, 0.6, 0.7, 0.8, 0.9,
      1, 1, 0.9, 0.7, 0.45, 0.25);

  // Who comes in the last minutes is not served any more.
  private static final long LAST_ENTRY_SECONDS = 480;

  private final double[] byHour;

  DayCurve(double... byHour) {
    this.byHour = byHour;
  }

  /** When as many visits begin, in order. */
  Instant[] arrivals(SplittableRandom random, List<Span> spans, int count) {
    double[] lengths =
        spans.stream()
            .mapToDouble(span -> Math.max(0, span.seconds() - LAST_ENTRY_SECONDS))
            .toArray();
    if (Arrays.stream(lengths).sum() == 0) {
      return new Instant[0];
    }
    Instant[] arrivals = new Instant[count];
    for (int n = 0; n < count; ) {
      int span = Sampling.weighted(random, lengths);
      long within = (long) (lengths[span] * Sampling.uniform(random));
      Instant time = spans.get(span).from().plusSeconds(within);
      if (Sampling.chance(random, byHour[Berlin.minute(time) / 60])) {
        arrivals[n++] = time;
      }
    }
    Arrays.sort(arrivals);
    return arrivals;
  }
}
