package de.siegel.fraudcheck;

import de.siegel.fraudcheck.domain.Stopped;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.record.Attested;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.OpenSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Writes down what was decided: nothing is decided here. */
final class Writers {
  private final Parts parts;

  Writers(Parts parts) {
    this.parts = parts;
  }

  /** It passes: the signing intent, and its leaf. */
  List<Outbound> pass(
      Submission submission, OpenSession session, RequestValidated validated, Judged judged) {
    IssuanceApproved approved =
        new IssuanceApproved(
            header(IssuanceApproved.class, TopicCatalogue.APPROVED),
            validated,
            judged.decision().score(),
            judged.rules(),
            parts.control().versions(),
            null);
    approved.setAttestation(parts.attestations().attest(approved));
    Decision decision = submission.decision(List.of(), approved.getReliesOn());
    decision.setCommitment(validated.getCommitment());
    decision.setKeyId(validated.getKeyId());
    decision.setExpiresAt(validated.getExpiresAt());
    decision.setAttestations(Attested.by(validated.getAttestation(), approved.getAttestation()));
    judged.note(decision);
    return List.of(
        outbound(submission, TopicCatalogue.APPROVED, parts.approved().serialize(approved)),
        leaf(submission, AuditKind.APPROVED, decision, links(submission, session, judged)));
  }

  /** It is stopped: the reply, the word to the registry, and its leaf. */
  List<Outbound> stop(Submission submission, OpenSession session, Stopped stopped, Judged judged) {
    Decision decision = submission.decision(stopped.reasons(), parts.control().versions());
    judged.note(decision);
    Outbound leaf =
        leaf(
            submission,
            AuditKind.valueOf(stopped.kind().name()),
            decision,
            links(submission, session, judged));
    Doubt doubt = stopped.doubt(Doubt.reference(submission.submissionId()));
    Reply reply = Reply.stopped(stopped.kind(), stopped.reasons(), doubt);
    return List.of(
        parts.outcomes().sealed(submission, session.secret(), reply, leaf),
        ended(submission, stopped.kind(), stopped.reasons(), Optional.of(doubt)),
        leaf);
  }

  /** Its session can no longer be read: nothing can be judged, and nothing be sealed. */
  List<Outbound> unreadable(Submission submission, RefusalCode code) {
    List<ReplyError> errors = List.of(code.error(""));
    Outbound leaf =
        leaf(
            submission,
            AuditKind.REJECTED,
            submission.decision(errors, parts.control().versions()),
            submission.links(Optional.empty()));
    return List.of(
        parts.outcomes().notice(submission, code, leaf),
        ended(submission, OutcomeKind.REJECTED, errors, Optional.empty()),
        leaf);
  }

  /** It cannot be decided on: put aside. */
  List<Outbound> park(byte[] key, byte[] value, Parking.Source from, String reason) {
    return List.of(
        Parking.park(TopicCatalogue.FRAUD_CHECK, from, key, value, reason),
        new Outbound(
            TopicCatalogue.AUDIT_EVENTS,
            from.partition(),
            new byte[0],
            parts.audit().parked(AuditKind.PARKED, parts.clock().instant(), from, reason)));
  }

  /**
   * Analysts have to hear of what a rule said, or of a limit.
   *
   * @param what it was, with the numbers that it saw
   */
  Outbound alert(
      Submission submission, Judged judged, AlertReason what, Instant since, int requests) {
    FraudAlert alert =
        new FraudAlert(
            header(FraudAlert.class, TopicCatalogue.FRAUD_ALERTS),
            submission.pharmacyId(),
            what.rule(),
            what.version(),
            what.outcome().name(),
            submission.requestedAt(),
            since,
            requests,
            judged.decision().score(),
            what.evidence(),
            submission.source().getPartition(),
            submission.source().getOffset(),
            judged.configuration());
    return outbound(submission, TopicCatalogue.FRAUD_ALERTS, parts.alerts().serialize(alert));
  }

  /** With what the pharmacy is told, for whoever asks again. */
  private Outbound ended(
      Submission submission, OutcomeKind kind, List<ReplyError> errors, Optional<Doubt> doubt) {
    RequestsDecided ended =
        new RequestsDecided(
            header(RequestsDecided.class, TopicCatalogue.DECISIONS),
            submission.source().getPartition(),
            List.of(),
            List.of(
                new RequestDecision(
                    submission.source().getOffset(),
                    submission.requestedAt(),
                    submission.pharmacyId(),
                    submission.requestId(),
                    kind,
                    errors.stream().map(error -> new Finding(error.code(), error.field())).toList(),
                    errors.stream().map(ReplyError::message).toList(),
                    doubt.map(Doubt::scope).orElse(""),
                    doubt.flatMap(Doubt::until).orElse(null),
                    doubt.map(Doubt::next).orElse(""))),
            null);
    ended.setAttestation(parts.attestations().attest(ended));
    return outbound(submission, TopicCatalogue.DECISIONS, parts.decisions().serialize(ended));
  }

  private static Links links(Submission submission, OpenSession session, Judged judged) {
    Links links = submission.links(Optional.of(session.record()));
    if (!judged.decision().contributions().isEmpty()) {
      links.setFraudState(ByteBuffer.wrap(judged.stateBefore()));
    }
    return links;
  }

  private Outbound leaf(Submission submission, AuditKind kind, Decision decision, Links links) {
    return outbound(
        submission, TopicCatalogue.AUDIT_EVENTS, parts.audit().decided(kind, decision, links));
  }

  private static EventHeader header(Class<? extends SpecificRecord> type, String topic) {
    return RecordHeaders.of(type, topic, TopicCatalogue.FRAUD_CHECK);
  }

  private static Outbound outbound(Submission submission, String topic, byte[] value) {
    return new Outbound(topic, submission.source().getPartition(), submission.key(), value);
  }
}
