package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Where a forger finds batches, and the dates that go with them. */
interface Stock {
  /** What the next false certificate says. */
  Vaccination next(LocalDate today, SplittableRandom random);

  /** Shows the honest work of a day to a forger who sees it. */
  default void seen(HonestDay honest) {}

  /**
   * Labels that were photographed somewhere. The date is at least two weeks back, from when a
   * certificate is of use, and such that the batch could be used.
   *
   * @param batches from which each certificate takes any
   */
  record Photographed(List<TraceBatch> batches) implements Stock {
    private static final int LEAST_DAYS_BACK = 15;
    private static final int MOST_DAYS_BACK = 60;

    public Photographed {
      batches = List.copyOf(batches);
    }

    @Override
    public Vaccination next(LocalDate today, SplittableRandom random) {
      TraceBatch batch = Sampling.pick(random, batches);
      LocalDate first = later(batch.released(), today.minusDays(MOST_DAYS_BACK));
      LocalDate last = earlier(batch.expires(), today.minusDays(LEAST_DAYS_BACK));
      long days = Math.max(1, last.toEpochDay() - first.toEpochDay() + 1);
      LocalDate day = first.plusDays((long) (days * Sampling.uniform(random)));
      boolean single = batch.product().equals(Vaccine.JANSSEN.product);
      return new Vaccination(batch, day, single ? 1 : 2, single ? 1 : 2);
    }
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
