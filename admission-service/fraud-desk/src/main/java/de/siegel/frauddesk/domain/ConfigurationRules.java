package de.siegel.frauddesk.domain;

import de.siegel.fraudrules.FraudParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which configurations persons are given to sign: those that fraud-check can decide with, and that
 * change something.
 */
public final class ConfigurationRules {
  private ConfigurationRules() {}

  /**
   * Makes the next configuration of the one in force.
   *
   * @param inForce what the one in force names; empty if there is none
   * @param set parameters to name, with their values
   * @param unset parameters to name no longer, so that their standard holds
   */
  public static ConfigurationChange change(
      Map<String, Double> inForce, Map<String, Double> set, Set<String> unset) {
    List<Refusal> refusals = new ArrayList<>();
    new TreeMap<>(set).forEach((name, value) -> checkSet(name, value, unset, refusals));
    for (String name : new TreeSet<>(unset)) {
      // What a configuration of before names, and the rules of now do not know, can be taken away.
      if (!inForce.containsKey(name)) {
        checkName(name, refusals);
      }
    }
    Map<String, Double> next = new TreeMap<>(inForce);
    next.keySet().removeAll(unset);
    next.putAll(set);
    checkRequired(next, refusals);
    if (refusals.isEmpty()) {
      checkWhole(next, refusals);
    }
    if (!refusals.isEmpty()) {
      return new ConfigurationChange.Refused(refusals);
    }
    List<Difference> differences = differences(inForce, next);
    return differences.isEmpty()
        ? new ConfigurationChange.Refused(
            List.of(
                new Refusal(
                    RefusalCode.NOTHING_CHANGED,
                    "set",
                    "set, unset: the configuration would stay as it is. Name what is to change.")))
        : new ConfigurationChange.Accepted(next, differences);
  }

  private static void checkSet(
      String name, Double value, Set<String> unset, List<Refusal> refusals) {
    if (!checkName(name, refusals)) {
      return;
    }
    if (unset.contains(name)) {
      refusals.add(
          new Refusal(
              RefusalCode.SET_AND_UNSET,
              name,
              name + " is to be set and to be unset. Name it once."));
      return;
    }
    ParameterCatalogue.find(name)
        .filter(known -> value == null || !known.takes(value))
        .ifPresent(known -> refusals.add(outOfRange(known, value)));
  }

  private static Refusal outOfRange(Parameter known, Double value) {
    boolean fraction = value != null && value >= known.from() && value <= known.to();
    return new Refusal(
        fraction ? RefusalCode.NOT_WHOLE : RefusalCode.OUT_OF_RANGE,
        known.name(),
        known.name()
            + " must be "
            + known.range()
            + (value == null ? "" : ", and not " + Numbers.text(value))
            + ". It is: "
            + known.meaning()
            + ". Choose a value in the range"
            + (known.required() ? "." : ", or unset it for its standard."));
  }

  private static boolean checkName(String name, List<Refusal> refusals) {
    if (ParameterCatalogue.names().contains(name)) {
      return true;
    }
    refusals.add(
        new Refusal(
            RefusalCode.PARAMETER_UNKNOWN,
            Refusals.shown(name),
            Refusals.shown(name)
                + " is no parameter of the fraud configuration. There are "
                + String.join(", ", ParameterCatalogue.names())
                + "."));
    return false;
  }

  private static void checkRequired(Map<String, Double> next, List<Refusal> refusals) {
    for (Parameter known : ParameterCatalogue.all()) {
      if (known.required() && !next.containsKey(known.name())) {
        refusals.add(
            new Refusal(
                RefusalCode.PARAMETER_MISSING,
                known.name(),
                known.name()
                    + " must be named, "
                    + known.range()
                    + ": it has no standard, and without it nothing is decided. Set it."));
      }
    }
  }

  /** What the rules themselves say of all of it, as fraud-check would ask them. */
  private static void checkWhole(Map<String, Double> next, List<Refusal> refusals) {
    try {
      FraudParameters.of(next);
    } catch (IllegalArgumentException e) {
      refusals.add(
          new Refusal(
              RefusalCode.REFUSED_BY_THE_RULES,
              "parameters",
              "The rules do not take this configuration: " + e.getMessage() + ". Set it anew."));
    }
  }

  /**
   * What one configuration changes in another, by name.
   *
   * @param before what the earlier one names
   * @param after what the later one names
   */
  public static List<Difference> differences(
      Map<String, Double> before, Map<String, Double> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      Double now = after.get(name);
      Double was = before.get(name);
      if (now == null || !now.equals(was)) {
        differences.add(
            new Difference(
                name,
                was == null ? standard(name) : OptionalDouble.of(was),
                now == null ? standard(name) : OptionalDouble.of(now),
                now == null));
      }
    }
    return differences;
  }

  private static OptionalDouble standard(String name) {
    return ParameterCatalogue.find(name).map(Parameter::standard).orElse(OptionalDouble.empty());
  }
}
