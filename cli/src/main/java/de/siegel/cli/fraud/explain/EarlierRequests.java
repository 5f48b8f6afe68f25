package de.siegel.cli.fraud.explain;

import de.siegel.cli.fraud.audit.ClosedLeaves;
import de.siegel.cli.fraud.audit.FirstDecisions;
import de.siegel.cli.fraud.audit.TrailRequest;
import de.siegel.cli.fraud.audit.TrailRequests;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import java.util.List;
import java.util.function.Consumer;

/** The requests of a pharmacy before one of them, by their decisions. */
final class EarlierRequests implements Consumer<Leaf> {
  private final TrailRequest request;
  private final TrailRequests all;

  EarlierRequests(TrailRequest request) {
    this.request = request;
    this.all = new TrailRequests(links -> links.getPharmacyId().equals(request.pharmacy()));
  }

  /** Whether a leaf may be one: what can be told before its links are opened. */
  boolean mayBe(AuditEvent event) {
    return FirstDecisions.mayBe(event)
        && !event.getDecision().getRequestedAt().isAfter(request.at());
  }

  @Override
  public void accept(Leaf leaf) {
    all.accept(leaf);
  }

  /** In the order of event time, without the request itself. */
  List<TrailRequest> inOrder() {
    return all.inOrder().stream()
        .filter(
            one ->
                one.at().isBefore(request.at())
                    || (one.at().equals(request.at()) && one.leaf() < request.leaf()))
        .toList();
  }

  /** Decisions of these days, of whomever, that could not be opened. */
  ClosedLeaves closed() {
    return all.closed();
  }
}
