package de.siegel.fraudrules;

import java.util.List;
import java.util.Optional;

/**
 * What was decided, and why.
 *
 * @param outcome what becomes of the request
 * @param contributions what each rule said, in the order of {@link RuleId}
 * @param hold the hold that stops this request, in force before or begun with it: its pharmacy can
 *     be told scope and end. Empty unless the outcome is {@link Outcome#HOLD}
 */
public record Decision(Outcome outcome, List<Contribution> contributions, Optional<Hold> hold) {
  /** The largest score. */
  public static final int LARGEST_SCORE = 1_000;

  /** Nothing was unusual. */
  public static final Decision CLEAN = new Decision(Outcome.PASS, List.of(), Optional.empty());

  public Decision {
    contributions = List.copyOf(contributions);
  }

  /**
   * Decides by what the rules said. No sum stops anybody: only a rule that asks for it does, and a
   * person who confirmed the request has done what a step-up asks for.
   */
  static Decision of(List<Contribution> contributions, boolean confirmed, Hold stopping) {
    if (contributions.isEmpty()) {
      return CLEAN;
    }
    Outcome outcome = Outcome.PASS;
    for (Contribution contribution : contributions) {
      outcome = outcome.or(contribution.asks());
    }
    return new Decision(
        outcome == Outcome.STEP_UP && confirmed ? Outcome.PASS : outcome,
        contributions,
        outcome == Outcome.HOLD ? Optional.ofNullable(stopping) : Optional.empty());
  }

  /** 0 (nothing unusual) to 1000. */
  public int score() {
    int sum = 0;
    for (Contribution contribution : contributions) {
      sum += contribution.points();
    }
    return Math.min(sum, LARGEST_SCORE);
  }
}
