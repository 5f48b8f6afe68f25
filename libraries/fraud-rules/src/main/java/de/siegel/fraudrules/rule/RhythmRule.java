package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.Operator;
import java.util.Map;

/** How fast, and how evenly, one operator's requests follow each other. */
final class RhythmRule implements Rule {
  private static final int ENOUGH = 50;
  private static final double USUAL_SHARE = 0.05;
  private static final double EVEN = 0.15;

  @Override
  public void look(Sight sight, Findings found) {
    Operator operator = sight.operator();
    if (operator == null || operator.intervals() < ENOUGH) {
      return;
    }
    if (operator.fastLately() >= sight.parameters().fastShare()
        && operator.fastUsually() < USUAL_SHARE) {
      found.add(
          new Contribution(
              RuleId.RHYTHM_TOO_FAST,
              300,
              Outcome.STEP_UP,
              Map.of(
                  "fastLately",
                  (double) operator.fastLately(),
                  "fastUsually",
                  (double) operator.fastUsually(),
                  "threshold",
                  sight.parameters().fastShare())));
    }
    if (operator.unevenness() < EVEN) {
      found.add(
          new Contribution(
              RuleId.RHYTHM_TOO_EVEN,
              100,
              Outcome.PASS,
              Map.of("unevenness", operator.unevenness(), "threshold", EVEN)));
    }
  }
}
