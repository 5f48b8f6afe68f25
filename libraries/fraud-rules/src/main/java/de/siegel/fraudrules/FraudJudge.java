package de.siegel.fraudrules;

import de.siegel.fraudrules.rule.Rule;
import de.siegel.fraudrules.rule.Sight;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.ArrayList;
import java.util.List;

/** Decides on one request of a pharmacy after another. Safe for use by several threads. */
public final class FraudJudge {
  private static final List<Rule> RULES = Rule.all();

  private final Parameters parameters;

  public FraudJudge(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * A decision.
   *
   * @param decision what was decided
   * @param state what is remembered of the pharmacy now
   */
  public record Verdict(Decision decision, PharmacyState state) {}

  /**
   * Decides on a request.
   *
   * @param before what is remembered of its pharmacy
   * @param profile what the pharmacy declared
   * @param surroundings how busy others are
   */
  public Verdict judge(
      PharmacyState before, Features request, Profile profile, Surroundings surroundings) {
    Moment now = Moment.of(request.at());
    PharmacyState state = before.at(now, surroundings.on(before.today()), parameters);
    List<Contribution> found = new ArrayList<>(4);
    Sight sight =
        Sight.of(request, now, state, profile, surroundings.on(state.today()), parameters);
    for (Rule rule : RULES) {
      rule.look(sight, found);
    }
    Decision decision = Decision.of(found, request.confirmed());
    return new Verdict(
        decision,
        state.after(
            request,
            now,
            decision.outcome(),
            has(found, RuleId.CLOSED) || has(found, RuleId.UNUSUAL_HOUR),
            has(found, RuleId.NEW_TERMINAL),
            parameters));
  }

  private static boolean has(List<Contribution> found, RuleId rule) {
    for (Contribution contribution : found) {
      if (contribution.rule() == rule) {
        return true;
      }
    }
    return false;
  }
}
