package de.siegel.fraudrules;

/** How busy all pharmacies are, so that none is asked for what all the country does. */
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
}
