package de.siegel.fraudrules.state;

/**
 * How many requests a day are usual, learnt, and the evidence that there are lastingly more since:
 * a one-sided CUSUM over log ratios (E. S. Page, Continuous inspection schemes, Biometrika 41,
 * 1954), corrected for dispersion.
 *
 * @param logMean logarithm of the requests of an average day
 * @param variance of a day's log ratio, beyond what counting explains
 * @param evidence the CUSUM, 0 (none) to 1.5 times the threshold
 * @param days how many days it was learnt from, at most {@value #LARGEST_DAYS}
 */
public record Level(float logMean, float variance, float evidence, int days) {
  /** Nothing is known. */
  public static final Level NEW = new Level(0, 0.03f, 0, 0);

  private static final int LARGEST_DAYS = 60_000;

  /** Far beyond what a pharmacy does, and few enough to reckon with. */
  static final float LARGEST_LOG = 50;

  static final float LARGEST_VARIANCE = 1e6f;
  static final float LARGEST_EVIDENCE = 1_500;

  /** So many days are needed before anything is concluded. */
  private static final int LEARNING_DAYS = 20;

  /** Days that the mean and the variance look back over. */
  private static final double MEMORY = 40;

  /** From this share of the threshold on, a day teaches little: it may be a fraud's. */
  private static final double DOUBT = 0.3;

  /**
   * How much of its usual pace is left then: whoever grew honestly is asked for weeks, not ever.
   */
  private static final double PACE_IN_DOUBT = 0.05;

  private static final double ENOUGH_TO_JUDGE = 8;
  private static final double CAP = 1.5;
  private static final double SMALLEST_VARIANCE = 0.004;
  private static final double OUTLIER = 2;

  /**
   * What counts as a shift.
   *
   * @param growth a lasting growth that has to be found, above 1 (1.5 is half as many again)
   * @param threshold the evidence at which it is
   */
  public record Shift(double growth, double threshold) {
    public Shift {
      if (!(growth > 1) || growth > 100 || !(threshold > 0) || threshold > 1_000) {
        throw new IllegalArgumentException(
            "a shift's growth must be above 1, to 100, its threshold above 0, to 1000");
      }
    }
  }

  /** Whether anything can be concluded. */
  public boolean known() {
    return days >= LEARNING_DAYS;
  }

  /**
   * Requests to be expected on a day.
   *
   * @param factor how busy such a day is beside an average one, above 0
   */
  public double expected(double factor) {
    return Math.exp(logMean) * factor;
  }

  /** Standard deviation of the log ratio of a day with so many expected. */
  public double deviation(double expected) {
    return Math.sqrt(spread(expected));
  }

  private double spread(double expected) {
    double daily = variance + 1 / (expected + 0.5);
    // What was learnt from few days is itself uncertain.
    return daily * (1 + 2 / Math.min(days + 1, MEMORY));
  }

  /** Whether a shift was found. */
  public boolean shifted(Shift shift) {
    return known() && evidence >= shift.threshold();
  }

  /** Whether there is evidence of a shift, though less than what finds it. */
  boolean doubtful(Shift shift) {
    return known() && evidence >= DOUBT * shift.threshold();
  }

  /**
   * The evidence as it would be if a day ended with this count.
   *
   * @param count requests of the day
   * @param factor as {@link #expected} takes it
   */
  public double evidenceWith(int count, double factor, Shift shift) {
    double expected = expected(factor);
    double growth = Math.log(shift.growth());
    double ratio = Math.log((count + 0.5) / (expected + 0.5));
    double gained = (growth * ratio - growth * growth / 2) / spread(expected);
    return Math.max(0, Math.min(CAP * shift.threshold(), evidence + gained));
  }

  /**
   * Whether a shift is found before the day ends, from what came of it so far.
   *
   * @param count of the day so far
   * @param factor as {@link #expected} takes it, times the share of a day that is over
   */
  public boolean shiftedWith(int count, double factor, Shift shift) {
    double expected = expected(factor);
    // Most of a day there are fewer than expected, and those are no evidence.
    boolean more = count > expected || evidence >= shift.threshold();
    return known()
        && more
        && expected >= ENOUGH_TO_JUDGE
        && evidenceWith(count, factor, shift) >= shift.threshold();
  }

  /**
   * After a day.
   *
   * @param count requests of the day, those that were stopped included; above 0
   * @param factor as {@link #expected} takes it, of the pharmacy alone
   * @param surroundings how busy others were, beside what they are used to: explains a shift, and
   *     is no part of what is learnt, for others are measured by what they learnt
   */
  public Level after(int count, double factor, double surroundings, Shift shift) {
    if (days == 0) {
      return new Level((float) Math.log((count + 0.5) / factor), variance, 0, 1);
    }
    double expected = expected(factor);
    double edge = OUTLIER * deviation(expected);
    double ratio = within(edge, Math.log((count + 0.5) / (expected + 0.5)));
    float next = known() ? (float) evidenceWith(count, factor * surroundings, shift) : 0;
    double pace = 1 / Math.min(days + 1, MEMORY);
    int more = Math.min(days + 1, LARGEST_DAYS);
    if (next >= shift.threshold() * DOUBT) {
      // What others do is taken on all the same: else who is in doubt in a surge never gets out.
      double common = within(edge, Math.log(surroundings));
      double taught = PACE_IN_DOUBT * ratio + (1 - PACE_IN_DOUBT) * common;
      return new Level((float) (logMean + pace * taught), variance, next, more);
    }
    double beyond = ratio * ratio - 1 / (expected + 0.5);
    double widePace = 1 / Math.min(days + LEARNING_DAYS, MEMORY);
    return new Level(
        (float) (logMean + pace * ratio),
        (float) Math.max(SMALLEST_VARIANCE, variance + widePace * (beyond - variance)),
        next,
        more);
  }

  /** Without evidence, and with so many times as much to be expected: analysts said so. */
  Level released(double growth) {
    return days == 0
        ? this
        : new Level(
            (float) Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, logMean + Math.log(growth))),
            variance,
            0,
            days);
  }

  private static double within(double edge, double value) {
    return Math.max(-edge, Math.min(edge, value));
  }
}
