package de.siegel.cli.fraud.explain;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what the trail says of the request that another one supersedes. */
final class Predecessor implements Consumer<Leaf> {
  /** Who can be superseded is of these days (docs/EVENTS.md, Idempotency). */
  private static final Duration REMEMBERED = Duration.ofDays(4);

  private static final int MOST = 100;

  private final ExplainedDecision decision;
  private final List<Leaf> found = new ArrayList<>();

  Predecessor(ExplainedDecision decision) {
    this.decision = decision;
  }

  /** Whether a leaf may be one: what can be told before its links are opened. */
  boolean mayBe(AuditEvent event) {
    if (event.getDecision() == null) {
      return false;
    }
    Instant at = event.getDecision().getRequestedAt();
    return !at.isAfter(decision.requestedAt())
        && at.isAfter(decision.requestedAt().minus(REMEMBERED));
  }

  @Override
  public void accept(Leaf leaf) {
    leaf.links()
        .opened()
        .filter(links -> links.getPharmacyId().equals(decision.pharmacy()))
        .filter(links -> links.getRequestId().equals(decision.supersedes()))
        .filter(links -> RelatedRequest.tells(leaf) && found.size() < MOST)
        .ifPresent(links -> found.add(leaf));
  }

  /** The request; empty if the trail tells nothing of it. */
  Optional<RelatedRequest> request() {
    return found.isEmpty() ? Optional.empty() : Optional.of(RelatedRequest.of(found));
  }
}
