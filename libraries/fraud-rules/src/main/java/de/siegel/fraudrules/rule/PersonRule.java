package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Person;
import de.siegel.fraudrules.RuleId;
import java.util.Map;

/** What several requests say of one person, and the name. Without dates, doses and names. */
final class PersonRule implements Rule {
  @Override
  public void look(Sight sight, Findings found) {
    Person person = sight.request().person();
    if (person.repeats() > 0) {
      // Mostly it is a print that got lost or a name that was misspelt.
      found.add(
          new Contribution(
              RuleId.DUPLICATE, 50, Outcome.PASS, Map.of("before", (double) person.repeats())));
    }
    if (person.unusualName()) {
      found.add(new Contribution(RuleId.UNUSUAL_NAME, 50, Outcome.PASS));
    }
    if (person.tooClose()) {
      found.add(new Contribution(RuleId.DOSE_INTERVAL, 300, Outcome.STEP_UP));
    }
    if (person.outOfOrder()) {
      found.add(new Contribution(RuleId.DOSES_OUT_OF_ORDER, 300, Outcome.STEP_UP));
    }
  }
}
