package de.siegel.fraudcheck.domain;

import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.Velocity;
import de.siegel.schemas.control.FraudConfiguration;
import java.time.Duration;
import java.util.Map;

/**
 * The thresholds in force, read from their control record.
 *
 * @param velocity the limit per pharmacy
 * @param probation the limit of a pharmacy on probation, beside the other
 */
public record FraudParameters(Velocity velocity, DayLimit probation) {
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

  private static final int PROBATION_DEFAULT = 50;
  private static final int DAY_SECONDS = 86_400;

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException if a parameter is missing or out of range: nothing may be
   *     decided with it
   */
  public static FraudParameters of(FraudConfiguration configuration) {
    Map<String, Double> parameters = configuration.getParameters();
    return new FraudParameters(
        new Velocity(
            (int) positive(parameters, LIMIT),
            Duration.ofSeconds((long) positive(parameters, WINDOW))),
        new DayLimit(
            (int) positive(parameters, PROBATION_LIMIT, PROBATION_DEFAULT),
            Duration.ofSeconds((long) positive(parameters, PROBATION_WINDOW, DAY_SECONDS))));
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
