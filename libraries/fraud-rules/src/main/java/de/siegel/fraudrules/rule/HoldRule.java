package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import java.util.List;
import java.util.Map;

/** Whether a hold that an earlier request began is in force. */
final class HoldRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    List<Hold> holds = sight.state().doubt().holds().all();
    for (int at = 0; at < holds.size(); at++) {
      Hold hold = holds.get(at);
      boolean released = hold.personReleases() && sight.request().confirmed();
      if (hold.covers(sight.request()) && !released) {
        found.stop(
            new Contribution(
                RuleId.ON_HOLD,
                500,
                Outcome.HOLD,
                Map.of("from", (double) hold.from(), "until", (double) hold.until())),
            hold);
      }
    }
  }
}
