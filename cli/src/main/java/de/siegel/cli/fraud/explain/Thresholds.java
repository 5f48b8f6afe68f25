package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.Parameters;
import java.util.Map;
import java.util.Optional;

/**
 * Thresholds that a decision is held against.
 *
 * @param parameters the thresholds
 * @param own whether they are those of the configuration that the decision names
 * @param words what they are, for a sentence
 */
record Thresholds(Parameters parameters, boolean own, String words) {
  /** Where nothing else is known. */
  static final Thresholds STANDARD =
      new Thresholds(Parameters.standard(), false, "standard thresholds");

  /** As {@code --config} names them. */
  static Thresholds ofFile(Parameters parameters) {
    return new Thresholds(parameters, false, "the thresholds of --config");
  }

  /**
   * Of the record that the decision names; the standard ones if it is gone, or if this version
   * cannot read it.
   *
   * @param named the record's parameters; empty if it is gone
   */
  static Thresholds ofRecord(Optional<Map<String, Double>> named, long sequence) {
    try {
      return named
          .map(FraudParameters::of)
          .map(all -> new Thresholds(all.rules(), true, "those of configuration " + sequence))
          .orElse(STANDARD);
    } catch (IllegalArgumentException e) {
      return STANDARD;
    }
  }
}
