package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.UsedBatch;
import java.util.Map;

/** Which batch: whether others use it too, more of them than can have got it. */
final class BatchRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    long batch = sight.request().batch();
    if (batch == 0 || !sight.surroundings().spread(batch)) {
      return;
    }
    UsedBatch used = sight.state().batches().find(batch);
    // From first to last use, not to today: what is stopped does not make a batch one's own.
    int days = used == null ? 0 : used.lastDay() - used.firstDay();
    int ownFrom = sight.parameters().spread().ownFromDays();
    if (days < ownFrom) {
      found.add(
          new Contribution(
              RuleId.BATCH_SPREAD,
              200,
              Outcome.STEP_UP,
              Map.of(
                  "usedForDays", (double) days,
                  "ownFromDays", (double) ownFrom)));
    }
  }
}
