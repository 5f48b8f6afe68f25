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

  /** They go by what pharmacies declared. */
  private static final Set<RuleId> DECLARED =
      EnumSet.of(RuleId.CLOSED, RuleId.PROBATION_VOLUME, RuleId.BATCH_FAR);

  /** They go by the list of released batches. */
  private static final Set<RuleId> LISTED =
      EnumSet.of(
          RuleId.BATCH_UNKNOWN,
          RuleId.BATCH_EXPIRED,
          RuleId.BATCH_BEFORE_RELEASE,
          RuleId.BATCHES_DOUBTFUL,
          RuleId.BATCH_FAR);

  private TraceRules() {}

  /**
   * Says so in one line.
   *
   * @param declared whether a file tells of the pharmacies
   * @param listed whether a file tells of batches
   */
  static String sentence(boolean declared, boolean listed) {
    return "Not run, for a trace names no person: "
        + names(NOT_RUN)
        + (declared ? "" : "; without --pharmacies: " + names(DECLARED))
        + (listed ? "" : "; without --batches: " + names(LISTED))
        + ".";
  }

  private static String names(Set<RuleId> rules) {
    return rules.stream().map(RuleId::name).collect(Collectors.joining(", "));
  }
}
