package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.Moment;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.state.Operator;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.Terminal;
import java.util.Map;

/**
 * What a rule looks at.
 *
 * @param request what is asked for
 * @param now when
 * @param state what its pharmacy did before; days are closed up to now
 * @param profile what the pharmacy declared
 * @param surroundings what others do
 * @param busy how busy this day is elsewhere, beside usual days; 1 if nobody knows
 * @param operator who works at it; null if new
 * @param terminal where; null if new
 * @param batch what is known of the batch; null if nothing is
 * @param batches whether anything is known of batches
 * @param parameters thresholds
 */
public record Sight(
    Features request,
    Moment now,
    PharmacyState state,
    Profile profile,
    Surroundings surroundings,
    double busy,
    Operator operator,
    Terminal terminal,
    Batch batch,
    boolean batches,
    Parameters parameters) {
  /** Looks. */
  public static Sight of(
      Features request,
      Moment now,
      PharmacyState state,
      Profile profile,
      Surroundings surroundings,
      Batches batches,
      Parameters parameters) {
    return new Sight(
        request,
        now,
        state,
        profile,
        surroundings,
        surroundings.on(state.today()),
        state.operators().find(request.operator()),
        state.terminals().find(request.terminal()),
        batch(request, batches),
        batches.known(),
        parameters);
  }

  /**
   * Holds, where the next question in a row that nobody confirmed is one too many.
   *
   * @param row how many there were before
   */
  void holdIfItGoesOn(
      Findings found, HoldScope scope, RuleId rule, int row, Parameters.GoingOn limit) {
    if (row + 1 >= limit.from() && !request.confirmed()) {
      hold(
          found,
          scope,
          new Contribution(
              rule,
              300,
              Outcome.HOLD,
              Map.of("inARow", row + 1.0, "heldFrom", (double) limit.from())),
          limit.minutes(),
          true);
    }
  }

  /** Under either token: a list may have only one of them. */
  private static Batch batch(Features request, Batches batches) {
    Batch batch = batches.find(request.batch());
    return batch == null && request.formerBatch() != 0
        ? batches.find(request.formerBatch())
        : batch;
  }

  /** Whether enough is known of the pharmacy to call something unusual. */
  public boolean learnt() {
    return state.age() >= parameters.learningDays();
  }

  /**
   * Whether nobody has vouched yet for the terminal, and it was not there from the beginning or was
   * held because a session moved to it.
   */
  public boolean newTerminal() {
    if (terminal == null) {
      return true;
    }
    return !terminal.trusted()
        && (terminal.moved()
            || terminal.firstDay() >= state.firstDay() + parameters.learningDays());
  }

  /** Says what asks for a hold, which begins unless the same is held for that already. */
  void hold(
      Findings found,
      HoldScope scope,
      Contribution contribution,
      int minutes,
      boolean personReleases) {
    Hold hold =
        new Hold(
            scope,
            scope.subject(request),
            now.second(),
            now.second() + 60L * minutes,
            contribution.rule(),
            personReleases);
    if (state.doubt().holds().has(hold)) {
      found.add(contribution);
    } else {
      found.begin(contribution, hold);
    }
  }
}
