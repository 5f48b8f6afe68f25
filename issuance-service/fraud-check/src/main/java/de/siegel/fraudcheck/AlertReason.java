package de.siegel.fraudcheck;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Outcome;
import java.util.Map;

/**
 * Why analysts hear of a request.
 *
 * @param rule id of a rule, or code of a limit
 * @param version of the rule; 1 of a limit
 * @param outcome what became of the request
 * @param evidence the numbers that were seen
 */
record AlertReason(String rule, int version, Outcome outcome, Map<String, Double> evidence) {
  static AlertReason of(Contribution contribution, Outcome outcome) {
    return new AlertReason(
        contribution.rule().name(),
        contribution.rule().version(),
        outcome,
        contribution.evidence());
  }

  /** A limit that no habit widens. */
  static AlertReason of(String limit) {
    return new AlertReason(limit, 1, Outcome.HOLD, Map.of());
  }
}
