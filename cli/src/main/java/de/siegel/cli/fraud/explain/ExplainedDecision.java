package de.siegel.cli.fraud.explain;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.sealing.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision as its leaf tells of it; what a leaf of the trail says is read here and nowhere else.
 *
 * @param leaf its index
 * @param stage who decided
 * @param outcome what
 * @param requestedAt event time of the request
 * @param request its id
 * @param pharmacy whose
 * @param session in which session
 * @param terminal where
 * @param operator by whom, a pseudonym
 * @param score 0 to 1000
 * @param rules what contributed
 * @param findings codes of the reasons
 * @param configuration sequence of the fraud configuration that it relied on; 0 if none
 * @param supersedes the request of the pharmacy that it replaces; empty if none
 * @param confirmation how a person confirmed it: {@code hba}, {@code webauthn}, or empty
 * @param state what was remembered of the pharmacy before, if the leaf has it: bytes of {@code
 *     PharmacyStateCodec}
 */
record ExplainedDecision(
    long leaf,
    String stage,
    AuditKind outcome,
    Instant requestedAt,
    String request,
    String pharmacy,
    String session,
    String terminal,
    String operator,
    int score,
    List<ExplainedRule> rules,
    List<String> findings,
    long configuration,
    String supersedes,
    String confirmation,
    Optional<byte[]> state) {
  ExplainedDecision {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
  }

  /** From a leaf that is a decision and whose links are open. */
  static ExplainedDecision of(Leaf leaf) {
    Decision decision = leaf.event().getDecision();
    Links links = leaf.links().opened().orElseThrow();
    return new ExplainedDecision(
        leaf.index(),
        leaf.event().getStage(),
        leaf.event().getKind(),
        decision.getRequestedAt(),
        links.getRequestId(),
        links.getPharmacyId(),
        links.getSessionId(),
        links.getTerminal(),
        links.getOperator(),
        decision.getScore(),
        rules(decision),
        decision.getFindings().stream().map(ExplainedDecision::finding).toList(),
        decision.getFraudConfigurationVersion(),
        links.getSupersedes(),
        decision.getConfirmation(),
        links.getFraudState().hasRemaining()
            ? Optional.of(Bytes.of(links.getFraudState()))
            : Optional.empty());
  }

  /** The limit that it was beyond: no rule looked at it then. */
  Optional<String> limit() {
    return findings.stream().filter(RuleWords::isLimit).findAny();
  }

  /** Of leaves from before contributions were written down, the names are all that is known. */
  private static List<ExplainedRule> rules(Decision decision) {
    return decision.getContributions().isEmpty()
        ? decision.getRules().stream().map(ExplainedRule::named).toList()
        : decision.getContributions().stream().map(ExplainedRule::of).toList();
  }

  private static String finding(AuditFinding finding) {
    return finding.getField().isEmpty()
        ? finding.getCode()
        : finding.getCode() + " at " + finding.getField();
  }
}
