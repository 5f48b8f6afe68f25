package de.siegel.fraudrules;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one rule says of a request.
 *
 * @param rule which
 * @param points what it adds to the score, 1 to 1000
 * @param asks what it asks for by itself; {@link Outcome#PASS} of a weak signal
 * @param evidence the few numbers that it saw, by name, in the order of their names; for analysts
 *     and alerts. Never of a holder: no date of a vaccination, no dose, no age
 */
public record Contribution(RuleId rule, int points, Outcome asks, Map<String, Double> evidence) {
  /** No rule needs more numbers to be understood. */
  public static final int MOST_EVIDENCE = 8;

  public Contribution {
    if (points < 1 || points > Decision.LARGEST_SCORE) {
      throw new IllegalArgumentException("points must be 1 to " + Decision.LARGEST_SCORE);
    }
    if (rule.weak() && asks != Outcome.PASS) {
      throw new IllegalArgumentException(rule + " is a weak signal and stops nobody");
    }
    if (evidence.size() > MOST_EVIDENCE) {
      throw new IllegalArgumentException(rule + " has more than " + MOST_EVIDENCE + " numbers");
    }
    evidence = sorted(rule, evidence);
  }

  /** Without numbers. */
  public Contribution(RuleId rule, int points, Outcome asks) {
    this(rule, points, asks, Map.of());
  }

  // Map.copyOf has another order in each run of the virtual machine, and records have to be alike.
  private static Map<String, Double> sorted(RuleId rule, Map<String, Double> evidence) {
    if (evidence.isEmpty()) {
      return Map.of();
    }
    SortedMap<String, Double> sorted = new TreeMap<>(evidence);
    for (double value : sorted.values()) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(rule + " has a number that is none");
      }
    }
    return Collections.unmodifiableSortedMap(sorted);
  }
}
