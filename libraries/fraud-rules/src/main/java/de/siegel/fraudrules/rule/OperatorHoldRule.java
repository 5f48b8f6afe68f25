package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.RuleId;

/**
 * Whether an operator goes on in a way that was asked for and that nobody confirmed: then only what
 * bears that name is held. Comes after the rules that ask.
 */
final class OperatorHoldRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    if (sight.operator() != null
        && sight.operator().id() != 0
        && (found.has(RuleId.OPERATOR_BURST) || found.has(RuleId.RHYTHM_TOO_FAST))) {
      sight.holdIfItGoesOn(
          found,
          HoldScope.OPERATOR,
          RuleId.OPERATOR_GOES_ON,
          sight.operator().unanswered(),
          sight.parameters().operatorGoesOn());
    }
  }
}
