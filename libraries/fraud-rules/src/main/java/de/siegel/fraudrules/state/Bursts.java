package de.siegel.fraudrules.state;

/**
 * How many visits an operator had in the last minutes, and how many at most are usual: counts that
 * fade with ten minutes and with an hour, in 64ths of a visit, 0 to 65,535. Whole numbers, so that
 * what was written and read decides as what was not.
 *
 * @param shortly of about ten minutes
 * @param hourly of about an hour
 * @param mostShortly the most of ten minutes today that passed
 * @param mostHourly the most of an hour today that passed
 * @param usualShortly the most of ten minutes on days before, lately
 * @param usualHourly the most of an hour on days before, lately
 */
public record Bursts(
    int shortly, int hourly, int mostShortly, int mostHourly, int usualShortly, int usualHourly) {
  /** One visit. */
  public static final int VISIT = 64;

  static final Bursts FIRST = new Bursts(VISIT, VISIT, 0, 0, 0, 0);

  private static final int LARGEST = 0xFFFF;
  private static final double SHORT_SECONDS = 600;
  private static final double HOUR_SECONDS = 3_600;

  /** What is usual is forgotten by half in 45 days. */
  private static final double DAILY_DECAY = Math.pow(0.5, 1 / 45.0);

  /**
   * With a request.
   *
   * @param seconds since the last one, not negative
   * @param visits 1, or 0 if it belongs to the visit before
   */
  Bursts after(long seconds, int visits) {
    return new Bursts(
        faded(shortly, seconds / SHORT_SECONDS, visits),
        faded(hourly, seconds / HOUR_SECONDS, visits),
        mostShortly,
        mostHourly,
        usualShortly,
        usualHourly);
  }

  /** It passed: what there is now counts as usual from tomorrow on, or a burst taught itself. */
  Bursts passed() {
    return shortly <= mostShortly && hourly <= mostHourly
        ? this
        : new Bursts(
            shortly,
            hourly,
            Math.max(shortly, mostShortly),
            Math.max(hourly, mostHourly),
            usualShortly,
            usualHourly);
  }

  /** After a day. */
  Bursts nextDay() {
    return new Bursts(
        shortly,
        hourly,
        0,
        0,
        Math.max(mostShortly, (int) (DAILY_DECAY * usualShortly)),
        Math.max(mostHourly, (int) (DAILY_DECAY * usualHourly)));
  }

  /** With so many times as much taken for usual. */
  Bursts grown(double growth) {
    return new Bursts(
        shortly,
        hourly,
        mostShortly,
        mostHourly,
        (int) Math.min(LARGEST, growth * usualShortly),
        (int) Math.min(LARGEST, growth * usualHourly));
  }

  private static int faded(int count, double share, int visits) {
    return (int) Math.min(LARGEST, count * Math.exp(-share) + VISIT * visits);
  }
}
