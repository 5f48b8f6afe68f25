package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.DoseInterval;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import java.time.LocalDate;
import java.util.Map;

/** What the request says of the vaccination. */
final class ContentRule implements Rule {
  /**
   * Since when a product may be used in the European Union: dates of the Commission's decisions
   * (Union Register of medicinal products).
   */
  private static final Map<String, LocalDate> APPROVED =
      Map.of(
          "EU/1/20/1528", LocalDate.of(2020, 12, 21),
          "EU/1/20/1507", LocalDate.of(2021, 1, 6),
          "EU/1/21/1529", LocalDate.of(2021, 1, 29),
          "EU/1/20/1525", LocalDate.of(2021, 3, 11));

  /**
   * The first human being got a vaccine against COVID-19 on that day: mRNA-1273, in the trial
   * NCT04283461 (ClinicalTrials.gov, study start).
   */
  private static final LocalDate FIRST_TRIAL = LocalDate.of(2020, 3, 16);

  @Override
  public void look(Sight sight, Findings found) {
    Features request = sight.request();
    if (request.eventDate() != null && request.eventDate().isBefore(FIRST_TRIAL)) {
      // No person can confirm what cannot have been.
      found.add(new Contribution(RuleId.DATE_BEFORE_TRIALS, 600, Outcome.REFUSE));
    }
    LocalDate approved = APPROVED.get(request.product());
    if (approved != null && request.eventDate() != null && request.eventDate().isBefore(approved)) {
      // Who took part in a trial was vaccinated before: a person has to look, no more.
      found.add(new Contribution(RuleId.DATE_BEFORE_APPROVAL, 300, Outcome.STEP_UP));
    }
    int interval = DoseInterval.least(request.product());
    if (approved != null
        && interval > 0
        && request.dose() > 1
        && request.eventDate() != null
        && !request.eventDate().isBefore(approved)
        && request
            .eventDate()
            .isBefore(approved.plusDays((long) interval * (request.dose() - 1)))) {
      // From one request alone no more can be said: intervals are for PersonRule.
      found.add(new Contribution(RuleId.DOSE_TOO_EARLY, 300, Outcome.STEP_UP));
    }
    // "2 of 1" is a booster after one dose, and honest; so it is weak.
    if (request.dose() > request.doses()) {
      found.add(new Contribution(RuleId.DOSE_ORDER, 50, Outcome.PASS));
    }
    if (request.ageMark() != AgeMark.NONE) {
      found.add(new Contribution(RuleId.AGE_MARK, 50, Outcome.PASS));
    }
  }
}
