package de.siegel.replay;

import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Makes audit events as the stages write them. */
public final class Events {
  private Events() {}

  public static AuditEvent decided(AuditKind kind, String stage, Decision decision) {
    AuditEvent event = event(kind, stage, decision.getRequestedAt());
    event.setDecision(decision);
    return event;
  }

  public static Decision decision(
      Instant requestedAt, int partition, long offset, String... codes) {
    Decision decision = new Decision();
    decision.setRequestedAt(requestedAt);
    decision.setSourcePartition(partition);
    decision.setSourceOffset(offset);
    decision.setFormat("eu-dcc-1.3");
    decision.setFindings(Stream.of(codes).map(code -> new AuditFinding(code, "field")).toList());
    decision.setCommitment(ByteBuffer.allocate(0));
    decision.setKeyId(ByteBuffer.allocate(0));
    decision.setRules(List.of());
    decision.setAttestations(List.of());
    decision.setContributions(List.of());
    decision.setConfirmation("");
    return decision;
  }

  public static AuditAttestation attestation(String stage, String recipient) {
    return new AuditAttestation(
        stage, recipient, stage + "." + recipient + ".1", ByteBuffer.allocate(32));
  }

  public static AuditEvent signing(
      AuditKind kind, String run, int attempts, List<ByteBuffer> commitments, long boundaryCount) {
    AuditEvent event = event(kind, TopicCatalogue.SIGNER, Instant.EPOCH);
    event.setSigning(
        new SigningAttempts(
            run, 1L, ByteBuffer.allocate(8), attempts, List.copyOf(commitments), boundaryCount));
    return event;
  }

  public static AuditEvent parked(
      AuditKind kind, String stage, String topic, int partition, long offset) {
    AuditEvent event = event(kind, stage, Instant.EPOCH);
    event.setParked(new ParkedRecord(topic, partition, offset, "MALFORMED"));
    return event;
  }

  public static AuditEvent command(String name) {
    AuditEvent event = event(AuditKind.COMMAND, "desk", Instant.EPOCH);
    event.setCommand(new Command(name, List.of("operator-1"), "", 0L));
    return event;
  }

  public static Links links(String pharmacy, String request, String submission, byte[] idHash) {
    return new Links(
        pharmacy,
        "session",
        "terminal-1",
        "operator-7",
        request,
        submission,
        "gateway",
        ByteBuffer.wrap(idHash),
        ByteBuffer.allocate(0),
        List.of(),
        "",
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0));
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
