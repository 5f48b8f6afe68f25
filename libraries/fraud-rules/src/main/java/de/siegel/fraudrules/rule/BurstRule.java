package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.Bursts;
import de.siegel.fraudrules.state.Operator;
import java.util.Map;

/** How many visits of one operator within ten minutes and within an hour, against their habit. */
final class BurstRule implements Rule {
  /** So many requests, and so many days, make a habit. */
  private static final int ENOUGH = 50;

  private static final int DAYS = 14;

  @Override
  public void look(Sight sight, Findings found) {
    Operator operator = sight.operator();
    if (operator == null
        || operator.intervals() < ENOUGH
        || sight.state().today() - operator.firstDay() < DAYS) {
      return;
    }
    Parameters.Burst limits = sight.parameters().burst();
    Bursts now =
        operator.bursting(
            sight.now().second(), sight.request().visit(), sight.request().confirmed());
    double shortly = Math.max(limits.shortly() * Bursts.VISIT, limits.times() * now.usualShortly());
    double hourly = Math.max(limits.hourly() * Bursts.VISIT, limits.times() * now.usualHourly());
    if (now.shortly() > shortly || now.hourly() > hourly) {
      found.add(
          new Contribution(
              RuleId.OPERATOR_BURST,
              300,
              Outcome.STEP_UP,
              Map.of(
                  "inTenMinutes", visits(now.shortly()),
                  "inTenMinutesAtMost", visits(shortly),
                  "inAnHour", visits(now.hourly()),
                  "inAnHourAtMost", visits(hourly))));
    }
  }

  private static double visits(double parts) {
    return parts / Bursts.VISIT;
  }
}
