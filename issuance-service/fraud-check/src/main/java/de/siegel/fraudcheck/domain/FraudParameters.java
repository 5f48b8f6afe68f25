package de.siegel.fraudcheck.domain;

import de.siegel.fraudrules.Velocity;
import de.siegel.schemas.control.FraudConfiguration;
import java.time.Duration;
import java.util.Map;

/**
 * The thresholds in force, read from their control record.
 *
 * @param velocity the limit per pharmacy
 */
public record FraudParameters(Velocity velocity) {
  /** Parameter: requests at once. */
  public static final String LIMIT = "velocity.limit";

  /** Parameter: the time in which so many are allowed again, in seconds. */
  public static final String WINDOW = "velocity.window-seconds";

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
            Duration.ofSeconds((long) positive(parameters, WINDOW))));
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
