package de.siegel.cli.fraud.explain;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import java.time.Instant;
import java.util.List;

/**
 * A request that supersedes another one, or is superseded by it.
 *
 * @param request its id
 * @param supersedes the id of the request that it replaces; empty if none
 * @param leaf index of the leaf with its outcome
 * @param stage who decided last on it
 * @param outcome what became of it, as far as the trail tells
 * @param requestedAt its event time
 * @param confirmation how a person confirmed it: {@code hba}, {@code webauthn}, or empty
 */
record RelatedRequest(
    String request,
    String supersedes,
    long leaf,
    String stage,
    AuditKind outcome,
    Instant requestedAt,
    String confirmation) {

  /** Whether a leaf says what became of its request, rather than of a copy of it. */
  static boolean tells(Leaf leaf) {
    return switch (leaf.event().getKind()) {
      case APPROVED, HELD, STEP_UP, REJECTED, ISSUED -> true;
      default -> false;
    };
  }

  /**
   * Of the leaves of one request.
   *
   * @param leaves that {@link #tells} holds for, in the order of the log; at least one
   */
  static RelatedRequest of(List<Leaf> leaves) {
    Leaf last = leaves.get(leaves.size() - 1);
    ExplainedDecision decision = ExplainedDecision.of(last);
    return new RelatedRequest(
        decision.request(),
        leaves.get(0).links().opened().orElseThrow().getSupersedes(),
        decision.leaf(),
        decision.stage(),
        decision.outcome(),
        decision.requestedAt(),
        leaves.stream()
            .map(leaf -> leaf.event().getDecision().getConfirmation())
            .filter(how -> !how.isEmpty())
            .findFirst()
            .orElse(""));
  }

  /** Whether it took the other's place: what is refused replaces nothing. */
  boolean replaced() {
    return outcome != AuditKind.REJECTED;
  }

  /** In words. */
  String outcomeText() {
    return outcome
        + " by "
        + stage
        + (confirmation.isEmpty() ? "" : ", confirmed by " + confirmation);
  }
}
