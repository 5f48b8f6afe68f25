package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code --set NAME=VALUE} says. */
final class SetOption {
  private SetOption() {}

  /**
   * Reads them all.
   *
   * @throws CommandFailure saying how it is written, if one is written otherwise or named twice
   */
  static Map<String, Double> read(List<String> options) {
    Map<String, Double> set = new TreeMap<>();
    for (String option : options) {
      int at = option.indexOf('=');
      if (at < 1) {
        throw CommandFailure.usage("--set: must be like volume.threshold=5, not " + option + ".");
      }
      String name = option.substring(0, at);
      if (set.put(name, number(name, option.substring(at + 1))) != null) {
        throw CommandFailure.usage("--set: " + name + " is named twice; name it once.");
      }
    }
    return set;
  }

  private static double number(String name, String text) {
    try {
      return new BigDecimal(text.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw CommandFailure.usage(
          "--set " + name + ": must be a number such as 5 or 0.5, with a point, not " + text + ".",
          e);
    }
  }
}
