package de.siegel.fraudrules;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * All that a fraud configuration sets: limits that no habit widens, and the thresholds of the
 * rules.
 *
 * @param velocity the limit per pharmacy
 * @param probation the limit of a pharmacy on probation, beside the other
 * @param rules the thresholds of the fraud rules; what is not named keeps its standard
 */
public record FraudParameters(Velocity velocity, DayLimit probation, Parameters rules) {
  /** Parameter: requests at once. */
  public static final String LIMIT = "velocity.limit";

  /** Parameter: the time in which so many are allowed again, in seconds. */
  public static final String WINDOW = "velocity.window-seconds";

  /**
   * Parameter: requests of a pharmacy on probation in any stretch of the next parameter's length,
   * at most {@value DayLimit#LARGEST}; {@value #PROBATION_DEFAULT} if not named.
   */
  public static final String PROBATION_LIMIT = "probation.limit";

  /** Parameter: that length in seconds; a day if not named. */
  public static final String PROBATION_WINDOW = "probation.window-seconds";

  private static final Set<String> LIMITS =
      Set.of(LIMIT, WINDOW, PROBATION_LIMIT, PROBATION_WINDOW);
  private static final int PROBATION_DEFAULT = 50;
  private static final int DAY_SECONDS = 86_400;

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException if a parameter is missing, unknown or out of range: nothing
   *     may be decided with it
   */
  public static FraudParameters of(Map<String, Double> parameters) {
    return new FraudParameters(
        new Velocity(
            (int) positive(parameters, LIMIT),
            Duration.ofSeconds((long) positive(parameters, WINDOW))),
        new DayLimit(
            (int) positive(parameters, PROBATION_LIMIT, PROBATION_DEFAULT),
            Duration.ofSeconds((long) positive(parameters, PROBATION_WINDOW, DAY_SECONDS))),
        rules(parameters));
  }

  private static Parameters rules(Map<String, Double> parameters) {
    Map<String, Double> named = new HashMap<>(parameters);
    named.keySet().removeAll(LIMITS);
    return Parameters.of(named);
  }

  private static double positive(Map<String, Double> parameters, String name, int otherwise) {
    return parameters.containsKey(name) ? positive(parameters, name) : otherwise;
  }

  private static double positive(Map<String, Double> parameters, String name) {
    Double value = parameters.get(name);
    if (value == null || !(value >= 1) || value > 1e9) {
      throw new IllegalArgumentException(
          "fraud configuration: " + name + " must be from 1 to 1000000000");
    }
    return value;
  }
}
