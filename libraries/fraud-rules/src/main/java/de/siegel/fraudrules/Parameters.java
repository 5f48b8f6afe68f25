package de.siegel.fraudrules;

import de.siegel.fraudrules.state.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The thresholds of the rules.
 *
 * @param volume what counts as a shift of a pharmacy
 * @param operatorVolume what counts as a shift of an operator
 * @param operatorSupport share of the pharmacy's own threshold without which an operator's shift is
 *     taken for a rota
 * @param spared share of their own threshold up to which a known operator is not asked for the
 *     pharmacy's shift
 * @param small requests of a day of which a small pharmacy is not asked for its volume: fewer than
 *     so many, where fewer visits are usual
 * @param vouched what a person's confirmation covers beyond its own request
 * @param todayDeviations by how many standard deviations one day is far above, and
 * @param todayTimes at least so many times what is expected, and
 * @param todayMore at least so many more
 * @param slackMinutes before and after declared hours
 * @param learningDays of a pharmacy, in which nothing is unusual
 * @param heldFrom the how-manieth request at an unusual time, unconfirmed, holds the terminal, and
 * @param nearHeldFrom the how-manieth where the time is next to usual ones
 * @param dormantDays without a request
 * @param dormantGoesOn when requests after such days hold the pharmacy
 * @param operatorGoesOn when requests that are stopped for how an operator works hold the operator
 * @param newTerminalAsks how often a person is asked because a terminal is new
 * @param newTerminalsMany so many new terminals in a week are many
 * @param fastSeconds an interval too short to check papers
 * @param fastShare share of such intervals, lately, that is too much
 * @param oddHoldMinutes how long requests at unusual times hold a terminal
 * @param movedHoldMinutes how long a session that moved holds the terminal it moved to
 * @param spread when a batch is used too widely
 * @param doubtfulBatches so many batches of one day that cannot be, at least, and
 * @param doubtfulShare such a share of the day's requests, are too many
 * @param burst when an operator's visits of minutes are too many
 * @param hourTimes at least so many times what is expected in an hour, and
 * @param hourMore at least so many more, are far above
 * @param probationVisits visits of a day that a newcomer on probation may have unasked
 * @param moreTerminals so many terminals of one card beyond the usual number are nothing special
 */
public record Parameters(
    Level.Shift volume,
    Level.Shift operatorVolume,
    double operatorSupport,
    double spared,
    double small,
    Vouched vouched,
    double todayDeviations,
    double todayTimes,
    double todayMore,
    int slackMinutes,
    int learningDays,
    int heldFrom,
    int nearHeldFrom,
    int dormantDays,
    GoingOn dormantGoesOn,
    GoingOn operatorGoesOn,
    int newTerminalAsks,
    int newTerminalsMany,
    int fastSeconds,
    double fastShare,
    int oddHoldMinutes,
    int movedHoldMinutes,
    Spread spread,
    int doubtfulBatches,
    double doubtfulShare,
    Burst burst,
    double hourTimes,
    double hourMore,
    int probationVisits,
    int moreTerminals) {
  /**
   * What a person's confirmation of a request covers that was asked for its pharmacy's volume.
   *
   * @param requests so many more of the same operator, 0 to 255
   * @param upTo as long as the operator's own evidence is below that share of its threshold
   */
  public record Vouched(int requests, double upTo) {}

  /**
   * When questions that nobody answers become a hold.
   *
   * @param from the how-manieth in a row, unconfirmed
   * @param minutes how long it lasts
   */
  public record GoingOn(int from, int minutes) {}

  /**
   * When an operator's visits of minutes are too many.
   *
   * @param shortly in ten minutes, at least, or
   * @param hourly in an hour, at least, and
   * @param times so many times what is usual at most
   */
  public record Burst(double shortly, double hourly, double times) {}

  /**
   * When a batch is used too widely.
   *
   * @param ownFromDays a batch that a pharmacy has used over so many days is its own
   * @param pharmacies so many that are new within a week, at least, and
   * @param dosesPerPharmacy one for so many doses of a batch of which they are known, and
   * @param timesUsual so many times what other batches gain, and
   * @param growth so many times what used it before, of a batch that
   * @param matureDays is as old as that
   * @param foundDays how long it counts as used too widely
   * @param memoryDays a batch that nobody has used for so long is forgotten
   */
  public record Spread(
      int ownFromDays,
      int pharmacies,
      int dosesPerPharmacy,
      double timesUsual,
      double growth,
      int matureDays,
      int foundDays,
      int memoryDays) {}

  private static final Map<String, Double> DEFAULTS = defaults();

  private static Map<String, Double> defaults() {
    Map<String, Double> all = new HashMap<>();
    all.put("volume.growth", 1.5);
    all.put("volume.threshold", 4.8);
    all.put("operator-volume.growth", 1.8);
    all.put("operator-volume.threshold", 9.0);
    all.put("operator-volume.support", 0.4);
    all.put("operator-volume.spared", 0.1);
    all.put("volume.small", 6.0);
    all.put("volume.vouched", 19.0);
    all.put("volume.vouched-up-to", 0.3);
    all.put("volume-today.deviations", 4.5);
    all.put("volume-today.times", 3.0);
    all.put("volume-today.more", 30.0);
    all.put("closed.slack-minutes", 30.0);
    all.put("unusual-hour.learning-days", 14.0);
    all.put("unusual-hour.held-from", 4.0);
    all.put("unusual-hour.near-held-from", 12.0);
    all.put("dormant.days", 28.0);
    all.put("dormant.held-from", 4.0);
    all.put("dormant.hold-minutes", 720.0);
    all.put("operator-burst.held-from", 4.0);
    all.put("operator-burst.hold-minutes", 60.0);
    all.put("new-terminal.asks", 3.0);
    all.put("new-terminal.many", 4.0);
    all.put("rhythm.fast-seconds", 40.0);
    all.put("rhythm.fast-share", 0.5);
    all.put("unusual-hour.hold-minutes", 60.0);
    all.put("session-moved.hold-minutes", 1440.0);
    all.put("batch-spread.own-from-days", 14.0);
    all.put("batch-spread.pharmacies", 25.0);
    all.put("batch-spread.doses-per-pharmacy", 3_000.0);
    all.put("batch-spread.times-usual", 4.0);
    all.put("batch-spread.growth", 1.5);
    all.put("batch-spread.mature-days", 35.0);
    all.put("batch-spread.found-days", 42.0);
    all.put("batch-spread.memory-days", 56.0);
    all.put("batch.doubtful-a-day", 4.0);
    all.put("batch.doubtful-share", 0.03);
    all.put("operator-burst.ten-minutes", 8.0);
    all.put("operator-burst.hour", 25.0);
    all.put("operator-burst.times", 2.0);
    all.put("volume-hour.times", 5.0);
    all.put("volume-hour.more", 30.0);
    all.put("probation.visits-a-day", 60.0);
    all.put("card-sessions.more-terminals", 1.0);
    return Map.copyOf(all);
  }

  /** What is in force where a configuration names nothing else. */
  public static Parameters standard() {
    return of(Map.of());
  }

  /** The names of all parameters. */
  public static Set<String> names() {
    return new TreeSet<>(DEFAULTS.keySet());
  }

  /**
   * Reads a configuration.
   *
   * @param named name to value; what is not named keeps its standard
   * @throws IllegalArgumentException if a name is unknown or a value out of its range: nothing may
   *     be decided with it
   */
  public static Parameters of(Map<String, Double> named) {
    for (String name : named.keySet()) {
      if (!DEFAULTS.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " is no parameter of the fraud rules; there are " + names());
      }
    }
    Map<String, Double> all = new HashMap<>(DEFAULTS);
    all.putAll(named);
    return new Parameters(
        new Level.Shift(
            value(all, "volume.growth", 1.01, 100), value(all, "volume.threshold", 0.1, 1_000)),
        new Level.Shift(
            value(all, "operator-volume.growth", 1.01, 100),
            value(all, "operator-volume.threshold", 0.1, 1_000)),
        value(all, "operator-volume.support", 0, 1.5),
        value(all, "operator-volume.spared", 0, 1),
        value(all, "volume.small", 0, 1_000),
        new Vouched(whole(all, "volume.vouched", 0, 255), value(all, "volume.vouched-up-to", 0, 2)),
        value(all, "volume-today.deviations", 1, 100),
        value(all, "volume-today.times", 1, 1_000),
        value(all, "volume-today.more", 0, 100_000),
        whole(all, "closed.slack-minutes", 0, 240),
        whole(all, "unusual-hour.learning-days", 1, 365),
        whole(all, "unusual-hour.held-from", 1, 100),
        whole(all, "unusual-hour.near-held-from", 1, 100),
        whole(all, "dormant.days", 1, 365),
        new GoingOn(
            whole(all, "dormant.held-from", 1, 100), whole(all, "dormant.hold-minutes", 1, 10_080)),
        new GoingOn(
            whole(all, "operator-burst.held-from", 1, 100),
            whole(all, "operator-burst.hold-minutes", 1, 10_080)),
        whole(all, "new-terminal.asks", 0, 100),
        whole(all, "new-terminal.many", 1, 24),
        whole(all, "rhythm.fast-seconds", 1, 3_600),
        value(all, "rhythm.fast-share", 0.05, 1),
        whole(all, "unusual-hour.hold-minutes", 1, 10_080),
        whole(all, "session-moved.hold-minutes", 1, 10_080),
        new Spread(
            whole(all, "batch-spread.own-from-days", 1, 90),
            whole(all, "batch-spread.pharmacies", 2, 500),
            whole(all, "batch-spread.doses-per-pharmacy", 1, 1_000_000),
            value(all, "batch-spread.times-usual", 0, 1_000),
            value(all, "batch-spread.growth", 0, 100),
            whole(all, "batch-spread.mature-days", 7, 365),
            whole(all, "batch-spread.found-days", 1, 365),
            whole(all, "batch-spread.memory-days", 14, 365)),
        whole(all, "batch.doubtful-a-day", 1, 200),
        value(all, "batch.doubtful-share", 0, 1),
        new Burst(
            value(all, "operator-burst.ten-minutes", 1, 1_000),
            value(all, "operator-burst.hour", 1, 1_000),
            value(all, "operator-burst.times", 1, 100)),
        value(all, "volume-hour.times", 1, 1_000),
        value(all, "volume-hour.more", 0, 100_000),
        whole(all, "probation.visits-a-day", 1, 100_000),
        whole(all, "card-sessions.more-terminals", 0, 24));
  }

  private static int whole(Map<String, Double> all, String name, int from, int to) {
    double value = value(all, name, from, to);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(name + " must be a whole number");
    }
    return (int) value;
  }

  private static double value(Map<String, Double> all, String name, double from, double to) {
    Double value = all.get(name);
    if (value == null || !(value >= from && value <= to)) {
      throw new IllegalArgumentException(name + " must be from " + from + " to " + to);
    }
    return value;
  }
}
