package de.siegel.frauddesk.domain;

import de.siegel.fraudrules.FraudParameters;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What is known of one parameter of a fraud configuration.
 *
 * @param name as the configuration names it
 * @param from the smallest value
 * @param to the largest value
 * @param whole whether it has to be a whole number
 * @param required whether it has no standard and must be named
 * @param meaning in a few words
 * @param inForce finds its value among those that are read
 */
public record Parameter(
    String name,
    double from,
    double to,
    boolean whole,
    boolean required,
    String meaning,
    ToDoubleFunction<FraudParameters> inForce) {

  /** Whether a value is one that the rules take. */
  public boolean takes(double value) {
    return value >= from && value <= to && (!whole || value == Math.rint(value));
  }

  /** Its range in words, such as {@code 0.1 to 1000}. */
  public String range() {
    return Numbers.text(from) + " to " + Numbers.text(to) + (whole ? ", whole" : "");
  }

  /** What holds if nothing else is named; empty if it must be named. */
  public OptionalDouble standard() {
    return required
        ? OptionalDouble.empty()
        : OptionalDouble.of(inForce.applyAsDouble(ParameterCatalogue.STANDARD));
  }
}
