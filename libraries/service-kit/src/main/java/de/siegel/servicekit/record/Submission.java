package de.siegel.servicekit.record;

import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.sealing.ReplyError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The submission that a stage is deciding on, as everything written about it names it.
 *
 * @param requestedAt event time: the broker's append time
 * @param source where it stands in certificate.requests
 * @param supersedes the request that it replaces; empty if none
 */
public record Submission(
    String submissionId,
    String requestId,
    String pharmacyId,
    String sessionId,
    String tenant,
    String format,
    Instant requestedAt,
    SourcePosition source,
    String supersedes) {

  /** A submission as validation meets it. */
  public static Submission of(IssuanceRequest request, Instant requestedAt, SourcePosition source) {
    RequestEnvelope envelope = request.getEnvelope();
    return new Submission(
        envelope.getSubmissionId(),
        envelope.getRequestId(),
        envelope.getPharmacyId(),
        envelope.getSessionId(),
        envelope.getTenant(),
        envelope.getFormat(),
        requestedAt,
        source,
        envelope.getSupersedes() == null ? "" : envelope.getSupersedes());
  }

  /** A submission as later stages meet it. */
  public static Submission of(RequestValidated validated) {
    return of(validated.getRequest(), validated.getRequestedAt(), validated.getSource());
  }

  /** The record key of everything about it. */
  public byte[] key() {
    return pharmacyId.getBytes(StandardCharsets.UTF_8);
  }

  /** What the audit says of a decision on it. */
  public Decision decision(List<ReplyError> errors, ControlVersions reliedOn) {
    Decision decision = new Decision();
    decision.setRequestedAt(requestedAt);
    decision.setSourcePartition(source.getPartition());
    decision.setSourceOffset(source.getOffset());
    decision.setFormat(format);
    decision.setFindings(
        errors.stream().map(error -> new AuditFinding(error.code(), error.field())).toList());
    decision.setCommitment(ByteBuffer.allocate(0));
    decision.setKeyId(ByteBuffer.allocate(0));
    decision.setRules(List.of());
    decision.setAttestations(List.of());
    decision.setContributions(List.of());
    decision.setConfirmation("");
    decision.setAdmissionsVersion(reliedOn.getAdmissions());
    decision.setSessionsVersion(reliedOn.getSessions());
    decision.setStageKeysVersion(reliedOn.getStageKeys());
    decision.setEpochKeysVersion(reliedOn.getEpochKeys());
    decision.setFraudConfigurationVersion(reliedOn.getFraudConfiguration());
    return decision;
  }

  /** What links a leaf to it; the session is absent if it is not known. */
  public Links links(Optional<Session> session) {
    return new Links(
        pharmacyId,
        sessionId,
        session.map(Session::getTerminal).orElse(""),
        session.map(Session::getOperator).orElse(""),
        requestId,
        submissionId,
        tenant,
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0),
        List.of(),
        supersedes,
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0));
  }
}
