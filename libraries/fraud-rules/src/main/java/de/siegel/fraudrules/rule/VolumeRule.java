package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.Level;
import de.siegel.fraudrules.state.Operator;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.List;

/** How many: against the pharmacy's own level and the operator's. */
final class VolumeRule implements Rule {
  @Override
  public void look(Sight sight, List<Contribution> found) {
    PharmacyState state = sight.state();
    Parameters parameters = sight.parameters();
    Level level = state.level();
    double soFar = state.factor(sight.surroundings()) * state.pattern().shareBy(sight.now().hour());
    if (level.shifted(parameters.volume())
        || level.shiftedWith(state.visits() + 1, soFar, parameters.volume())) {
      found.add(new Contribution(RuleId.VOLUME, 400, Outcome.STEP_UP));
    }
    if (level.known() && isFarAbove(sight, level, state)) {
      found.add(new Contribution(RuleId.VOLUME_TODAY, 500, Outcome.STEP_UP));
    }
    Operator operator = sight.operator();
    // Who works more while others work less is a rota.
    if (operator != null
        && operator.level().shifted(parameters.operatorVolume())
        && level.evidence() >= parameters.volume().threshold() * parameters.operatorSupport()) {
      found.add(new Contribution(RuleId.OPERATOR_VOLUME, 400, Outcome.STEP_UP));
    }
  }

  private static boolean isFarAbove(Sight sight, Level level, PharmacyState state) {
    Parameters parameters = sight.parameters();
    double expected = level.expected(state.factor(sight.surroundings()));
    double times =
        Math.max(
            parameters.todayTimes(),
            Math.exp(parameters.todayDeviations() * level.deviation(expected)));
    return state.visits() + 1 > Math.max(expected * times, expected + parameters.todayMore());
  }
}
