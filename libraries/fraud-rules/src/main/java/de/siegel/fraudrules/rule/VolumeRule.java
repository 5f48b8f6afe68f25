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
              Outcome.STEP_UP,
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
              Outcome.STEP_UP,
              Map.of(
                  "visits", (double) operator.today(),
                  "expected", operator.level().expected(1),
                  "evidence", (double) operator.level().evidence(),
                  "threshold", parameters.operatorVolume().threshold(),
                  "pharmacyEvidence", (double) level.evidence())));
    }
  }

  private static void today(Sight sight, Level level, PharmacyState state, Findings found) {
    Parameters parameters = sight.parameters();
    double expected = level.expected(state.factor(sight.busy()));
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
