package de.siegel.cli.fraud.explain;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.fraud.audit.ClosedLeaves;
import de.siegel.cli.fraud.audit.FirstDecisions;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.sealing.Doubt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects what the trail says of a request, by pharmacy: ids are only unique within one. */
final class RequestLeaves implements Consumer<Leaf> {
  /** Whoever sends one request over and over fills no memory here. */
  private static final int MOST = 1_000;

  private final String request;
  private final Optional<String> pharmacy;
  private final SortedMap<String, List<Leaf>> found = new TreeMap<>();
  private final Map<String, Successors> successors = new HashMap<>();
  private final ClosedLeaves closed = new ClosedLeaves();

  /**
   * @param request its id, the reference that its pharmacy was told, or its place
   * @param pharmacy only this one's
   */
  RequestLeaves(String request, Optional<String> pharmacy) {
    this.request = request;
    this.pharmacy = pharmacy;
  }

  /** Whether a leaf may be one: what can be told before its links are opened. */
  static boolean mayBe(AuditEvent event) {
    return event.getDecision() != null;
  }

  @Override
  public void accept(Leaf leaf) {
    if (closed.add(leaf)) {
      return;
    }
    Links links = leaf.links().opened().orElse(null);
    if (links == null || !pharmacy.map(links.getPharmacyId()::equals).orElse(true)) {
      return;
    }
    if (isMeant(leaf, links)) {
      List<Leaf> leaves = found.computeIfAbsent(links.getPharmacyId(), one -> new ArrayList<>());
      if (leaves.size() < MOST) {
        leaves.add(leaf);
      }
      successors
          .computeIfAbsent(links.getPharmacyId(), one -> new Successors())
          .ask(links.getRequestId());
    } else if (successors.containsKey(links.getPharmacyId())) {
      successors.get(links.getPharmacyId()).accept(leaf, links);
    }
  }

  private boolean isMeant(Leaf leaf, Links links) {
    if (RequestPlace.is(request)) {
      Decision decision = leaf.event().getDecision();
      return RequestPlace.text(decision.getSourcePartition(), decision.getSourceOffset())
          .equals(request);
    }
    return links.getRequestId().equals(request)
        || Doubt.reference(links.getSubmissionId()).equalsIgnoreCase(request);
  }

  /**
   * The leaves of the one request that is meant, in the order of the log.
   *
   * @throws CommandFailure if there is none, or several pharmacies used the id
   */
  List<Leaf> only() {
    if (found.isEmpty()) {
      throw CommandFailure.negative(
          "The trail has no decision on a request "
              + request
              + pharmacy.map(id -> " of " + id).orElse("")
              + ": is the id right, and has the sequencer caught up?"
              + closed.sentence("decisions").map(sentence -> " " + sentence).orElse(""));
    }
    if (found.size() > 1) {
      throw CommandFailure.usage(
          "Several pharmacies named a request "
              + request
              + ": "
              + String.join(", ", found.keySet())
              + ". Say whose with --pharmacy ID.");
    }
    return List.copyOf(found.get(found.firstKey()));
  }

  /**
   * The requests that supersede it, and those that supersede them; for the one of {@link #only}.
   */
  List<RelatedRequest> successors() {
    return successors.get(found.firstKey()).all();
  }

  /** The decision that is explained: the first of fraud-check, or else the first of any stage. */
  static Leaf decisive(List<Leaf> leaves) {
    return leaves.stream()
        .filter(leaf -> FirstDecisions.mayBe(leaf.event()))
        .findFirst()
        .orElse(leaves.get(0));
  }

  /** Decisions that could not be opened. */
  ClosedLeaves closed() {
    return closed;
  }
}
