package de.siegel.frauddesk.domain;

import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The parameters that a fraud configuration may name, with what people need to know of them. */
public final class ParameterCatalogue {
  private static final double LARGEST = 1e9;

  /** What is in force where only the limit that must be named is. */
  static final FraudParameters STANDARD =
      FraudParameters.of(Map.of(FraudParameters.LIMIT, 1.0, FraudParameters.WINDOW, 1.0));

  private static final List<Parameter> ALL =
      List.of(
          required(
              FraudParameters.LIMIT,
              "so many requests of a pharmacy at once pass; more are held",
              p -> p.velocity().limit()),
          required(
              FraudParameters.WINDOW,
              "seconds in which so many pass again",
              p -> p.velocity().window().toSeconds()),
          whole(
              FraudParameters.PROBATION_LIMIT,
              1,
              DayLimit.LARGEST,
              "so many requests of a pharmacy on probation pass in its window",
              p -> p.probation().limit()),
          whole(
              FraudParameters.PROBATION_WINDOW,
              1,
              LARGEST,
              "seconds of the window of probation",
              p -> p.probation().window().toSeconds()),
          any(
              "volume.growth",
              1.01,
              100,
              "times its own level that counts as a lasting shift of a pharmacy",
              p -> p.rules().volume().growth()),
          any(
              "volume.threshold",
              0.1,
              1_000,
              "evidence of such a shift from which a person is asked; higher asks later",
              p -> p.rules().volume().threshold()),
          any(
              "operator-volume.growth",
              1.01,
              100,
              "times an operator's own level that counts as a lasting shift of theirs",
              p -> p.rules().operatorVolume().growth()),
          any(
              "operator-volume.threshold",
              0.1,
              1_000,
              "evidence of such a shift from which a person is asked; higher asks later",
              p -> p.rules().operatorVolume().threshold()),
          any(
              "operator-volume.support",
              0,
              1.5,
              "below this share of the pharmacy's threshold an operator's shift is taken for a rota",
              p -> p.rules().operatorSupport()),
          any(
              "operator-volume.spared",
              0,
              1,
              "share of it up to which a known operator is not asked for the pharmacy's shift",
              p -> p.rules().spared()),
          any(
              "volume.small",
              0,
              1_000,
              "requests: fewer on a day, where fewer visits are usual, are not asked for volume",
              p -> p.rules().small()),
          whole(
              "volume.vouched",
              0,
              255,
              "so many more requests of an operator a confirmation covers that was asked for volume",
              p -> p.rules().vouched().requests()),
          any(
              "volume.vouched-up-to",
              0,
              2,
              "while the operator's own evidence is below this share of its threshold",
              p -> p.rules().vouched().upTo()),
          any(
              "volume-today.deviations",
              1,
              100,
              "a day is far above from so many standard deviations on",
              p -> p.rules().todayDeviations()),
          any(
              "volume-today.times",
              1,
              1_000,
              "and a day far above has so many times what is expected",
              p -> p.rules().todayTimes()),
          any(
              "volume-today.more",
              0,
              100_000,
              "and a day far above has so many visits more",
              p -> p.rules().todayMore()),
          whole(
              "closed.slack-minutes",
              0,
              240,
              "minutes before and after declared hours that still count as open",
              p -> p.rules().slackMinutes()),
          whole(
              "unusual-hour.learning-days",
              1,
              365,
              "days of a new pharmacy in which no hour is unusual",
              p -> p.rules().learningDays()),
          whole(
              "unusual-hour.held-from",
              1,
              100,
              "the how-manieth unconfirmed request at an unusual hour holds the terminal",
              p -> p.rules().heldFrom()),
          whole(
              "unusual-hour.near-held-from",
              1,
              100,
              "so many where such a time is within two hours of usual ones",
              p -> p.rules().nearHeldFrom()),
          whole(
              "dormant.days",
              1,
              365,
              "days without a request after which a person is asked",
              p -> p.rules().dormantDays()),
          whole(
              "dormant.held-from",
              1,
              100,
              "the how-manieth request after such days, unconfirmed, holds the pharmacy",
              p -> p.rules().dormantGoesOn().from()),
          whole(
              "dormant.hold-minutes",
              1,
              10_080,
              "minutes that such a hold lasts",
              p -> p.rules().dormantGoesOn().minutes()),
          whole(
              "operator-burst.held-from",
              1,
              100,
              "the how-manieth request stopped for haste or a burst, unconfirmed, holds the operator",
              p -> p.rules().operatorGoesOn().from()),
          whole(
              "operator-burst.hold-minutes",
              1,
              10_080,
              "minutes that such a hold lasts",
              p -> p.rules().operatorGoesOn().minutes()),
          whole(
              "new-terminal.asks",
              0,
              100,
              "how often a person is asked because a terminal is new",
              p -> p.rules().newTerminalAsks()),
          whole(
              "new-terminal.many",
              1,
              24,
              "so many new terminals in a week are many",
              p -> p.rules().newTerminalsMany()),
          whole(
              "rhythm.fast-seconds",
              1,
              3_600,
              "seconds between two requests that are too few to check papers",
              p -> p.rules().fastSeconds()),
          any(
              "rhythm.fast-share",
              0.05,
              1,
              "share of such intervals, lately, from which a person is asked",
              p -> p.rules().fastShare()),
          whole(
              "unusual-hour.hold-minutes",
              1,
              10_080,
              "minutes for which such requests hold the terminal",
              p -> p.rules().oddHoldMinutes()),
          whole(
              "session-moved.hold-minutes",
              1,
              10_080,
              "minutes for which a session that moved holds the terminal it moved to",
              p -> p.rules().movedHoldMinutes()),
          whole(
              "batch-spread.own-from-days",
              1,
              90,
              "days over which a pharmacy has used a batch that is its own",
              p -> p.rules().spread().ownFromDays()),
          whole(
              "batch-spread.pharmacies",
              2,
              500,
              "new pharmacies in a week from which a batch is passed around, at least",
              p -> p.rules().spread().pharmacies()),
          whole(
              "batch-spread.doses-per-pharmacy",
              1,
              1_000_000,
              "and one for so many of its doses, where they are known",
              p -> p.rules().spread().dosesPerPharmacy()),
          any(
              "batch-spread.times-usual",
              0,
              1_000,
              "and so many times what other batches gain in a week",
              p -> p.rules().spread().timesUsual()),
          any(
              "batch-spread.growth",
              0,
              100,
              "and so many times the pharmacies that used it before",
              p -> p.rules().spread().growth()),
          whole(
              "batch-spread.mature-days",
              7,
              365,
              "days after which a batch has come to all its pharmacies",
              p -> p.rules().spread().matureDays()),
          whole(
              "batch-spread.found-days",
              1,
              365,
              "days for which a batch counts as passed around",
              p -> p.rules().spread().foundDays()),
          whole(
              "batch-spread.memory-days",
              14,
              365,
              "days without use after which a batch is forgotten",
              p -> p.rules().spread().memoryDays()),
          whole(
              "batch.doubtful-a-day",
              1,
              200,
              "batches of one day that cannot be from which a person is asked, at least",
              p -> p.rules().doubtfulBatches()),
          any(
              "batch.doubtful-share",
              0,
              1,
              "and at least such a share of the day's requests",
              p -> p.rules().doubtfulShare()),
          any(
              "operator-burst.ten-minutes",
              1,
              1_000,
              "visits of one operator in ten minutes that are many, at least",
              p -> p.rules().burst().shortly()),
          any("operator-burst.hour", 1, 1_000, "or in an hour", p -> p.rules().burst().hourly()),
          any(
              "operator-burst.times",
              1,
              100,
              "and so many times this operator's own most",
              p -> p.rules().burst().times()),
          any(
              "volume-hour.times",
              1,
              1_000,
              "at least so many times what is expected in an hour",
              p -> p.rules().hourTimes()),
          any(
              "volume-hour.more",
              0,
              100_000,
              "and at least so many visits more",
              p -> p.rules().hourMore()),
          whole(
              "probation.visits-a-day",
              1,
              100_000,
              "visits of a day that a pharmacy on probation has unasked",
              p -> p.rules().probationVisits()),
          whole(
              "card-sessions.more-terminals",
              0,
              24,
              "terminals of one card beyond the usual number that are nothing special",
              p -> p.rules().moreTerminals()));

  private ParameterCatalogue() {}

  private static Parameter required(
      String name, String meaning, ToDoubleFunction<FraudParameters> inForce) {
    return new Parameter(name, 1, LARGEST, true, true, meaning, inForce);
  }

  private static Parameter whole(
      String name,
      double from,
      double to,
      String meaning,
      ToDoubleFunction<FraudParameters> inForce) {
    return new Parameter(name, from, to, true, false, meaning, inForce);
  }

  private static Parameter any(
      String name,
      double from,
      double to,
      String meaning,
      ToDoubleFunction<FraudParameters> inForce) {
    return new Parameter(name, from, to, false, false, meaning, inForce);
  }

  /** What is known, in the order in which people read it. */
  public static List<Parameter> all() {
    return ALL;
  }

  /** What is known of one; empty also for one that the rules know and nobody described yet. */
  public static Optional<Parameter> find(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** All names that a configuration may have. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(Parameters.names());
    ALL.forEach(one -> names.add(one.name()));
    return names;
  }
}
