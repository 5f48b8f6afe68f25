package de.siegel.fraudrules.state;

/**
 * What is remembered of an operator.
 *
 * @param id token
 * @param firstDay when first seen, in days since 1970
 * @param lastDay when last seen
 * @param today visits of the current day, as {@link PharmacyState#visits} counts them
 * @param level visits of a day on which they work
 * @param lastSecond when the last request was, in seconds since 1970
 * @param lastVisit half of the token of what it was about: enough to tell it from the next
 * @param visitSecond when its first request was, in seconds since 1970
 * @param heads how many requests it has, at most {@value #LARGEST_VISIT}
 * @param fastUsually share of intervals too short to check papers, over hundreds
 * @param fastLately the same share over the last dozen
 * @param interval mean of the last intervals, in seconds
 * @param intervalSquare mean of their squares
 * @param intervals how many intervals were seen, at most {@value #LARGEST}
 * @param bursts visits of the last minutes
 * @param vouched requests, 0 to {@value #MOST}, that are not asked for the pharmacy's volume, since
 *     a person vouched for this operator's work
 * @param unanswered requests in a row, 0 to {@value #MOST}, that were stopped for how this operator
 *     works, and that nobody confirmed
 */
public record Operator(
    long id,
    int firstDay,
    int lastDay,
    int today,
    Level level,
    long lastSecond,
    int lastVisit,
    long visitSecond,
    int heads,
    float fastUsually,
    float fastLately,
    float interval,
    float intervalSquare,
    int intervals,
    Bursts bursts,
    int vouched,
    int unanswered)
    implements Remembered {
  /** What one byte holds. */
  public static final int MOST = 255;

  private static final int LARGEST = 60_000;
  private static final int PAUSE_SECONDS = 3 * 3600;

  /** A visit is over so long after its first request: vaccinations are watched for that long. */
  private static final int VISIT_SECONDS = 15 * 60;

  /** No visit has more heads: many strangers share a batch and a date. */
  private static final int LARGEST_VISIT = 3;

  private static final float USUALLY = 1 / 400f;
  private static final float LATELY = 1 / 12f;

  /**
   * With its first request.
   *
   * @param counts whether that is a visit: not one that was stopped because of its hour
   */
  static Operator first(long id, int day, long second, long visit, boolean counts) {
    return new Operator(
        id,
        day,
        day,
        counts ? 1 : 0,
        Level.NEW,
        second,
        half(visit),
        second,
        counts ? 1 : LARGEST_VISIT,
        0,
        0,
        0,
        0,
        0,
        Bursts.FIRST,
        0,
        0);
  }

  /**
   * After a request.
   *
   * @param visit token of what it is about
   * @param counts whether it counts as a visit: not one that was stopped because of its hour
   * @param passed whether it teaches what is usual
   * @param confirmed whether a person confirmed it: it follows the one that was asked for at once,
   *     and says nothing of how papers are checked
   * @param fastSeconds an interval shorter than that is too short
   */
  Operator after(
      int day,
      long second,
      long visit,
      boolean counts,
      boolean passed,
      boolean confirmed,
      int fastSeconds) {
    long seconds = second - lastSecond;
    boolean same = continues(second, visit, confirmed);
    int visits = today + (same || !counts ? 0 : 1);
    // What does not count begins no visit, or the one it begins would never count.
    int of = counts ? half(visit) : lastVisit;
    long begun = same || !counts ? visitSecond : Math.max(second, lastSecond);
    int together = !counts || (same && confirmed) ? heads : same ? heads + 1 : 1;
    Bursts bursting = bursting(second, visit, confirmed);
    Bursts next = passed ? bursting.passed() : bursting;
    if (confirmed || seconds < 0 || seconds > PAUSE_SECONDS) {
      return new Operator(
          id,
          firstDay,
          Math.max(day, lastDay),
          visits,
          level,
          Math.max(second, lastSecond),
          of,
          begun,
          together,
          fastUsually,
          fastLately,
          interval,
          intervalSquare,
          intervals,
          next,
          vouched,
          unanswered);
    }
    float fast = seconds < fastSeconds ? 1 : 0;
    float pace = Math.max(LATELY, 1f / (intervals + 1));
    return new Operator(
        id,
        firstDay,
        Math.max(day, lastDay),
        visits,
        level,
        second,
        of,
        begun,
        together,
        passed ? fastUsually + USUALLY * (fast - fastUsually) : fastUsually,
        fastLately + LATELY * (fast - fastLately),
        interval + pace * (seconds - interval),
        intervalSquare + pace * ((float) seconds * seconds - intervalSquare),
        Math.min(intervals + 1, LARGEST),
        next,
        vouched,
        unanswered);
  }

  /** The visits of the last minutes, with another request. */
  public Bursts bursting(long second, long visit, boolean confirmed) {
    int visits = continues(second, visit, confirmed) ? 0 : 1;
    return bursts.after(Math.max(0, second - lastSecond), visits);
  }

  /**
   * Whether a request belongs to the last one: a family stands there, vaccinated together. One that
   * a person confirmed was asked for before, and is no other head.
   */
  boolean continues(long second, long visit, boolean confirmed) {
    return half(visit) == lastVisit
        && (confirmed || heads < LARGEST_VISIT)
        && second - visitSecond <= VISIT_SECONDS;
  }

  private static int half(long token) {
    return (int) (token ^ (token >>> 32));
  }

  /** Whether a request of theirs passed on an earlier day: what was stopped makes nobody known. */
  public boolean established() {
    return bursts.usualShortly() > 0;
  }

  /**
   * After the current day.
   *
   * @param doubtful whether there is evidence of a shift of the pharmacy: with it what a person
   *     vouched for ends
   */
  Operator afterDay(double surroundings, Level.Shift shift, boolean doubtful) {
    int left = doubtful ? vouched : 0;
    return today == 0
        ? answered(left, 0)
        : with(0, level.after(today, 1, surroundings, shift), bursts.nextDay(), left, 0);
  }

  /** As {@link Level#released} says. */
  Operator released(double growth) {
    return with(today, level.released(growth), bursts.grown(growth), 0, 0);
  }

  /**
   * With what a person said, or did not say, of the last request.
   *
   * @param left requests that are not asked for, since a person vouched
   * @param open stopped ones in a row that nobody confirmed
   */
  Operator answered(int left, int open) {
    return left == vouched && open == unanswered ? this : with(today, level, bursts, left, open);
  }

  private Operator with(int count, Level changed, Bursts then, int left, int open) {
    return new Operator(
        id,
        firstDay,
        lastDay,
        count,
        changed,
        lastSecond,
        lastVisit,
        visitSecond,
        heads,
        fastUsually,
        fastLately,
        interval,
        intervalSquare,
        intervals,
        then,
        Math.min(MOST, left),
        Math.min(MOST, open));
  }

  /** Standard deviation of the last intervals beside their mean; 1 while few were seen. */
  public double unevenness() {
    if (intervals < 12 || interval <= 0) {
      return 1;
    }
    double square = intervalSquare - (double) interval * interval;
    return Math.sqrt(Math.max(0, square)) / interval;
  }
}
