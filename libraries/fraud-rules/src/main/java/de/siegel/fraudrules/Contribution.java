package de.siegel.fraudrules;

/**
 * What one rule says of a request.
 *
 * @param rule which
 * @param points what it adds to the score, 1 to 1000
 * @param asks what it asks for by itself; {@link Outcome#PASS} of a weak signal
 */
public record Contribution(RuleId rule, int points, Outcome asks) {
  public Contribution {
    if (points < 1 || points > Decision.LARGEST_SCORE) {
      throw new IllegalArgumentException("points must be 1 to " + Decision.LARGEST_SCORE);
    }
    if (rule.weak() && asks != Outcome.PASS) {
      throw new IllegalArgumentException(rule + " is a weak signal and stops nobody");
    }
  }
}
