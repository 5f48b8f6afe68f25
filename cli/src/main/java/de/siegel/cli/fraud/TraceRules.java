package de.siegel.cli.fraud;

import de.siegel.fraudrules.RuleId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rules a trace cannot run: it names no person, and must not. */
final class TraceRules {
  /** They look at the person. */
  static final Set<RuleId> NOT_RUN =
      EnumSet.of(
          RuleId.DUPLICATE, RuleId.UNUSUAL_NAME, RuleId.DOSE_INTERVAL, RuleId.DOSES_OUT_OF_ORDER);

  private TraceRules() {}

  /** Says so. */
  static String sentence() {
    return "Not run, for a trace names no person: "
        + NOT_RUN.stream().map(RuleId::name).collect(Collectors.joining(", "))
        + ".";
  }
}
