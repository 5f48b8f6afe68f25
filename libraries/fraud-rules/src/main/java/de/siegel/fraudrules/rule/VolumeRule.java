package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.Level;
import de.siegel.fraudrules.state.Operator;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.Map;

/** How many: against the pharmacy's own level and the operator's. */
final class VolumeRule implements Rule {
  /** From so many times the threshold on everybody is asked: a fraud may be spread over many. */
  private static final double BEYOND_DOUBT = 1.4;

  /** Since when a name is known that works now and then, and on how many days it has. */
  private static final int OF_OLD_DAYS = 28;

  private static final int SEVERAL_DAYS = 3;

  /** A day of an operator that is nothing special. */
  private static final double ORDINARY_DAY = 1.5;

  @Override
  public void look(Sight sight, Findings found) {
    PharmacyState state = sight.state();
    Parameters parameters = sight.parameters();
    Level level = state.level();
    double soFar = state.factor(sight.busy()) * state.pattern().shareBy(sight.now().hour());
    if (level.shifted(parameters.volume())
        || level.shiftedWith(state.visits() + 1, soFar, parameters.volume())) {
      found.add(
          new Contribution(
              RuleId.VOLUME,
              400,
              isUnasked(sight) ? Outcome.PASS : Outcome.STEP_UP,
              Map.of(
                  "visits", state.visits() + 1.0,
                  "expected", level.expected(soFar),
                  "evidence", level.evidenceWith(state.visits() + 1, soFar, parameters.volume()),
                  "evidenceBefore", (double) level.evidence(),
                  "threshold", parameters.volume().threshold(),
                  "others", sight.busy())));
    }
    if (level.known()) {
      today(sight, level, state, found);
      hour(sight, level, state, found);
    } else if (sight.profile().probation() && state.visits() >= parameters.probationVisits()) {
      found.add(
          new Contribution(
              RuleId.PROBATION_VOLUME,
              300,
              Outcome.STEP_UP,
              Map.of(
                  "visits",
                  state.visits() + 1.0,
                  "threshold",
                  (double) parameters.probationVisits())));
    }
    Operator operator = sight.operator();
    // Who works more while others work less is a rota.
    if (operator != null
        && operator.level().shifted(parameters.operatorVolume())
        && level.evidence() >= parameters.volume().threshold() * parameters.operatorSupport()) {
      found.add(
          new Contribution(
              RuleId.OPERATOR_VOLUME,
              400,
              isLittle(sight) ? Outcome.PASS : Outcome.STEP_UP,
              Map.of(
                  "visits", (double) operator.today(),
                  "expected", operator.level().expected(1),
                  "evidence", (double) operator.level().evidence(),
                  "threshold", parameters.operatorVolume().threshold(),
                  "pharmacyEvidence", (double) level.evidence())));
    }
  }

  /** Whether it is so little, was vouched for, or is another one's, that nobody is asked. */
  private static boolean isUnasked(Sight sight) {
    return isLittle(sight) || isVouched(sight) || isSpared(sight);
  }

  /** A few a day more harm little, and a question a week is much to who has ten. */
  private static boolean isLittle(Sight sight) {
    double small = sight.parameters().small();
    return sight.state().seen() + 1 < small && sight.state().level().expected(1) < small;
  }

  /**
   * Whether a person vouched for this operator's work lately, and the operator's own habit speaks
   * no louder against it since: an insider's does. A name without a habit says nothing.
   */
  private static boolean isVouched(Sight sight) {
    Operator operator = sight.operator();
    Parameters parameters = sight.parameters();
    return operator != null
        && operator.id() != 0
        && operator.vouched() > 0
        && (operator.level().known() || worksNowAndThen(sight, operator))
        && operator.level().evidence()
            < parameters.vouched().upTo() * parameters.operatorVolume().threshold();
  }

  /**
   * Who helps out has too few days for a habit; a name that somebody made up lately is not that.
   */
  private static boolean worksNowAndThen(Sight sight, Operator operator) {
    double expected = operator.level().expected(sight.state().factor(sight.busy()));
    return sight.state().today() - operator.firstDay() >= OF_OLD_DAYS
        && operator.level().days() >= SEVERAL_DAYS
        && operator.today() + 1 <= ORDINARY_DAY * expected;
  }

  /**
   * Whether the operator is known and does not do more than usual: then another one does, or it is
   * chance, which is the more frequent the fewer a pharmacy works.
   */
  private static boolean isSpared(Sight sight) {
    Operator operator = sight.operator();
    Parameters parameters = sight.parameters();
    if (operator == null
        || !operator.level().known()
        || sight.state().level().evidence() >= BEYOND_DOUBT * parameters.volume().threshold()) {
      return false;
    }
    double expected = operator.level().expected(sight.state().factor(sight.busy()));
    return operator.level().evidence()
            <= parameters.spared() * parameters.operatorVolume().threshold()
        && operator.today() + 1 <= ORDINARY_DAY * expected;
  }

  private static void today(Sight sight, Level level, PharmacyState state, Findings found) {
    Parameters parameters = sight.parameters();
    double expected = level.expected(state.factor(sight.busy()));
    if (state.visits() + 1 <= expected + parameters.todayMore()) {
      return;
    }
    double times =
        Math.max(
            parameters.todayTimes(),
            Math.exp(parameters.todayDeviations() * level.deviation(expected)));
    double limit = Math.max(expected * times, expected + parameters.todayMore());
    if (state.visits() + 1 > limit) {
      found.add(
          new Contribution(
              RuleId.VOLUME_TODAY,
              500,
              Outcome.STEP_UP,
              Map.of(
                  "visits",
                  state.visits() + 1.0,
                  "expected",
                  expected,
                  "threshold",
                  limit,
                  "others",
                  sight.busy())));
    }
  }

  /** Requests that passed, for those are counted by hour: heads, not visits. */
  private static void hour(Sight sight, Level level, PharmacyState state, Findings found) {
    Parameters parameters = sight.parameters();
    int hour = sight.now().hour();
    int count = state.passed()[hour] + 1;
    double expected =
        level.expected(state.factor(sight.busy())) * state.pattern().shareAround(hour);
    double limit = Math.max(parameters.hourTimes() * expected, expected + parameters.hourMore());
    if (count > limit) {
      found.add(
          new Contribution(
              RuleId.VOLUME_HOUR,
              400,
              Outcome.STEP_UP,
              Map.of("requests", (double) count, "expected", expected, "threshold", limit)));
    }
  }
}
