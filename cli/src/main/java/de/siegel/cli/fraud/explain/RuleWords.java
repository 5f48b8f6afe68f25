package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.RuleId;
import java.util.Arrays;
import java.util.Map;

/** What a rule said, in words for an analyst. */
public final class RuleWords {
  private RuleWords() {}

  /** What a rule of that name looks at; rules of a later version are said to be unknown. */
  public static String means(String rule) {
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
