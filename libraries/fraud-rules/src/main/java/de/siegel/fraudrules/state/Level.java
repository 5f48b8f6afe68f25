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
  public static final Level NEW = new Level(0, 0.05f, 0, 0);

  private static final int LARGEST_DAYS = 60_000;

  /** So many days are needed before anything is concluded. */
  private static final int LEARNING_DAYS = 10;

  /** Days that the mean and the variance look back over. */
  private static final double MEMORY = 40;

  private static final double CAP = 1.5;
  private static final double SMALLEST_VARIANCE = 0.004;
  private static final double OUTLIER = 3;

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
    return variance + 1 / (expected + 0.5);
  }

  /** Whether a shift was found. */
  public boolean shifted(Shift shift) {
    return known() && evidence >= shift.threshold();
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
   * After a day.
   *
   * @param count requests of the day, those that were stopped included; above 0
   * @param factor as {@link #expected} takes it
   */
  public Level after(int count, double factor, Shift shift) {
    if (days == 0) {
      return new Level((float) Math.log((count + 0.5) / factor), variance, 0, 1);
    }
    double expected = expected(factor);
    double spread = spread(expected);
    double ratio = Math.log((count + 0.5) / (expected + 0.5));
    double next = known() ? evidenceWith(count, factor, shift) : 0;
    // What may be a fraud teaches nothing.
    boolean learns = next < shift.threshold() / 2;
    double clipped =
        Math.max(-OUTLIER * Math.sqrt(spread), Math.min(OUTLIER * Math.sqrt(spread), ratio));
    double pace = 1 / Math.min(days + 1, MEMORY);
    double beyond = clipped * clipped - 1 / (expected + 0.5);
    double widePace = 1 / Math.min(days + LEARNING_DAYS, MEMORY);
    return new Level(
        learns ? (float) (logMean + pace * clipped) : logMean,
        learns
            ? (float) Math.max(SMALLEST_VARIANCE, variance + widePace * (beyond - variance))
            : variance,
        (float) next,
        Math.min(days + 1, LARGEST_DAYS));
  }
}
