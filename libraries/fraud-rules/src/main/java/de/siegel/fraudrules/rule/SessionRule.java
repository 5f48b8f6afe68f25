package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import java.util.Map;

/** Sessions: how many terminals one card is used at, and who holds the session. */
final class SessionRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    boolean newTerminal = sight.learnt() && sight.newTerminal();
    if (sight.request().gateway()) {
      found.add(new Contribution(RuleId.GATEWAY, 20, Outcome.PASS));
      if (newTerminal) {
        found.add(new Contribution(RuleId.GATEWAY_NEW_TERMINAL, 200, Outcome.STEP_UP));
      }
    }
    // All terminals of a pharmacy share its card: several at once are its everyday. Known ones
    // need no second look; a new one that makes more of them than ever does.
    if (newTerminal && sight.request().card() != 0) {
      int terminals = sight.state().terminalsOf(sight.request());
      double usual = sight.state().usualTerminals();
      if (terminals > usual + sight.parameters().moreTerminals()) {
        found.add(
            new Contribution(
                RuleId.CARD_SESSIONS,
                200,
                Outcome.STEP_UP,
                Map.of("terminals", (double) terminals, "usual", usual)));
      }
    }
  }
}
