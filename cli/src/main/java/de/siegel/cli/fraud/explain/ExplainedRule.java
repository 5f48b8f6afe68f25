package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.RuleId;
import de.siegel.schemas.audit.FraudContribution;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule that contributed to a decision.
 *
 * @param name as {@link RuleId} names it
 * @param version the version that contributed; empty if nobody wrote it down
 * @param points what it added to the score; empty if nobody wrote it down
 * @param asks what it asked for by itself; empty if nobody wrote it down
 * @param evidence figures that it went by, by name
 */
record ExplainedRule(
    String name,
    OptionalInt version,
    OptionalInt points,
    Optional<String> asks,
    Map<String, Double> evidence) {
  ExplainedRule {
    evidence = Map.copyOf(evidence);
  }

  /** Of which the name is all that is known. */
  static ExplainedRule named(String name) {
    return new ExplainedRule(
        name, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Map.of());
  }

  /** As the rules of this build say it. */
  static ExplainedRule of(Contribution contribution) {
    return new ExplainedRule(
        contribution.rule().name(),
        OptionalInt.of(contribution.rule().version()),
        OptionalInt.of(contribution.points()),
        Optional.of(contribution.asks().name()),
        contribution.evidence());
  }

  /** As fraud-check wrote it down. */
  static ExplainedRule of(FraudContribution contribution) {
    return new ExplainedRule(
        contribution.getRule(),
        OptionalInt.of(contribution.getVersion()),
        OptionalInt.of(contribution.getPoints()),
        Optional.of(contribution.getAsks()),
        contribution.getEvidence());
  }

  /** In words, for an analyst. */
  String means() {
    return RuleWords.means(name);
  }
}
