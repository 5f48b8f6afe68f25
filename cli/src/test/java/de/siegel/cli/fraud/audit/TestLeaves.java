package de.siegel.cli.fraud.audit;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Leaves of a trail, one after the other, as a reader with the months' keys sees them. */
public final class TestLeaves {
  private final List<Leaf> leaves = new ArrayList<>();
  private String pharmacy = "pharmacy-1";
  private String terminal = "till-1";
  private String operator = "anna";

  /** What comes now is of this pharmacy. */
  public TestLeaves of(String id) {
    pharmacy = id;
    return this;
  }

  /** What comes now is asked for there. */
  public TestLeaves at(String place, String who) {
    terminal = place;
    operator = who;
    return this;
  }

  /** fraud-check decided. */
  public TestLeaves decided(AuditKind kind, String request, Instant at, String... codes) {
    return decided(kind, TopicCatalogue.FRAUD_CHECK, request, at, codes);
  }

  /** A stage decided. */
  public TestLeaves decided(
      AuditKind kind, String stage, String request, Instant at, String... codes) {
    AuditEvent event = event(kind, stage, at);
    event.setDecision(decision(at, codes));
    Links links = links(request);
    return add(event, new LeafLinks.Opened(links));
  }

  /** fraud-check decided, and the month's key is gone. */
  public TestLeaves closed(AuditKind kind, Instant at, String month) {
    AuditEvent event = event(kind, TopicCatalogue.FRAUD_CHECK, at);
    event.setDecision(decision(at));
    return add(event, new LeafLinks.Closed(month, LeafLinks.Why.KEY_MISSING));
  }

  private TestLeaves add(AuditEvent event, LeafLinks links) {
    leaves.add(new Leaf(leaves.size(), event.getOccurredAt(), event, links));
    return this;
  }

  /** The decision of the last leaf, to say more of it. */
  public Decision last() {
    return leaves.get(leaves.size() - 1).event().getDecision();
  }

  /** The links of the last leaf, to say more of it. */
  public Links lastLinks() {
    return leaves.get(leaves.size() - 1).links().opened().orElseThrow();
  }

  /** All, in the order of the log. */
  public List<Leaf> all() {
    return List.copyOf(leaves);
  }

  private Links links(String request) {
    return new Links(
        pharmacy,
        "session-of-" + terminal,
        terminal,
        operator,
        request,
        "submission-" + leaves.size(),
        "gateway",
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0),
        List.of(),
        "",
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0));
  }

  private static Decision decision(Instant at, String... codes) {
    Decision decision = new Decision();
    decision.setRequestedAt(at);
    decision.setFormat("eu-dcc-1.3");
    decision.setFindings(Stream.of(codes).map(code -> new AuditFinding(code, "")).toList());
    decision.setCommitment(ByteBuffer.allocate(0));
    decision.setKeyId(ByteBuffer.allocate(0));
    decision.setRules(List.of());
    decision.setAttestations(List.of());
    decision.setContributions(List.of());
    decision.setConfirmation("");
    return decision;
  }

  private static AuditEvent event(AuditKind kind, String stage, Instant at) {
    GeneratedClasses.trust();
    return new AuditEvent(
        new EventHeader(AuditEvent.class.getName(), TopicCatalogue.AUDIT_EVENTS, stage),
        kind,
        stage,
        "instance",
        at,
        ByteBuffer.wrap(new byte[16]),
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
