package de.siegel.fraudrules;

import java.util.function.LongPredicate;

/**
 * What all pharmacies do together: how busy they are, so that none is asked for what all the
 * country does, and which batches too many of them use.
 */
@FunctionalInterface
public interface Surroundings {
  /** Nobody knows. */
  Surroundings UNKNOWN = day -> 1;

  /**
   * How busy a day was, or is so far as one knows, beside what pharmacies are used to: 1 if nobody
   * knows, above 0.
   *
   * @param day in days since 1970-01-01, Europe/Berlin
   */
  double on(int day);

  /**
   * Whether a batch is used at more pharmacies than one of its size can have come to; false if
   * nobody knows.
   *
   * @param batch token of product and batch
   */
  default boolean spread(long batch) {
    return false;
  }

  /** Of both. */
  static Surroundings of(Surroundings levels, LongPredicate spread) {
    return new Surroundings() {
      @Override
      public double on(int day) {
        return levels.on(day);
      }

      @Override
      public boolean spread(long batch) {
        return spread.test(batch);
      }
    };
  }
}
