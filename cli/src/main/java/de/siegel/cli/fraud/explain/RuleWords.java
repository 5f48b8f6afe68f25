package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.RuleId;
import de.siegel.sealing.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a rule said, in words for an analyst. */
public final class RuleWords {
  /** What the stage limits beside the rules; nothing is learnt there, so nothing widens them. */
  private static final Map<String, String> LIMITS =
      Map.of(
          RefusalCode.VELOCITY_LIMIT.name(),
          "no rule, a limit: more requests of the pharmacy than velocity.limit in"
              + " velocity.window-seconds; only siegel fraud configure widens it",
          RefusalCode.PROBATION_LIMIT.name(),
          "no rule, a limit: more requests of a pharmacy on probation than probation.limit in"
              + " probation.window-seconds; only the end of its probation or siegel fraud configure"
              + " widens it");

  private RuleWords() {}

  /** Whether a code is that of a limit, beyond which no rule looks at a request. */
  public static boolean isLimit(String code) {
    return LIMITS.containsKey(code);
  }

  /** What an alert can name: rules and limits, in alphabetical order. */
  public static List<String> names() {
    return Stream.concat(Arrays.stream(RuleId.values()).map(RuleId::name), LIMITS.keySet().stream())
        .sorted()
        .toList();
  }

  /**
   * What a rule of that name looks at, or a limit counts; rules of a later version are said to be
   * unknown.
   */
  public static String means(String rule) {
    if (isLimit(rule)) {
      return LIMITS.get(rule);
    }
    return Arrays.stream(RuleId.values())
        .filter(known -> known.name().equals(rule))
        .findAny()
        .map(RuleId::forAnalyst)
        .orElse("a rule that this version of siegel does not know");
  }

  /** As {@link #means}, with the numbers that it saw. */
  public static String of(String rule, Map<String, Double> evidence) {
    return means(rule) + Evidence.words(evidence);
  }
}
