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
    int days = used == null ? 0 : sight.state().today() - used.firstDay();
    if (days < sight.parameters().batchUsedDays()) {
      found.add(
          new Contribution(
              RuleId.BATCH_SPREAD,
              200,
              Outcome.STEP_UP,
              Map.of(
                  "usedForDays", (double) days,
                  "ownFromDays", (double) sight.parameters().batchUsedDays())));
    }
  }
}
