package de.siegel.fraudcheck;

import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.Velocity;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.decided.DecidedOffsets;
import de.siegel.servicekit.record.Attested;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.SessionLookup;
import java.util.List;
import java.util.Optional;

/**
 * What fraud-check does with one record of certificate.validated: believes it only with
 * validation's attestation, judges it by event time, and passes it with an attestation of its own
 * or ends it.
 */
final class ValidatedHandler {
  private final Parts parts;
  private final VelocityStore velocities;
  private final DecidedOffsets decided;
  private FraudConfiguration readFrom;
  private FraudParameters parameters;

  ValidatedHandler(Parts parts, VelocityStore velocities, DecidedOffsets decided) {
    this.parts = parts;
    this.velocities = velocities;
    this.decided = decided;
  }

  List<Outbound> handle(byte[] key, byte[] value, Parking.Source from) {
    RequestValidated validated;
    try {
      validated = parts.validated().deserialize(value);
    } catch (UndecodableRecord e) {
      return park(key, value, from, e.reason().name());
    }
    if (!RecordHeaders.fit(
        validated.getHeader(), RequestValidated.class, TopicCatalogue.VALIDATED)) {
      return park(key, value, from, "WRONG_DESTINATION");
    }
    if (!parts.attestations().holds(validated, TopicCatalogue.VALIDATION)) {
      return park(key, value, from, "ATTESTATION_INVALID");
    }
    if (!RecordHeaders.standsIn(validated.getSource(), from.partition())) {
      return park(key, value, from, "WRONG_PARTITION");
    }
    if (decided.contains(validated.getSource().getOffset())) {
      return park(key, value, from, Parking.ALREADY_DECIDED);
    }
    parts.control().awaitFresh();
    parts.control().awaitVersions(validated.getReliesOn());
    Submission submission = Submission.of(validated);
    parts.counters().age(submission.requestedAt(), parts.clock().instant());
    SessionLookup lookup = parts.sessions().find(submission.sessionId(), submission.requestedAt());
    Velocity.Verdict verdict =
        parameters()
            .velocity()
            .judge(velocities.get(submission.pharmacyId()), submission.requestedAt());
    decided.add(submission.source().getOffset(), submission.requestedAt());
    if (!verdict.within()) {
      return end(submission, lookup, OutcomeKind.HELD, RefusalCode.VELOCITY_LIMIT);
    }
    if (isOnProbation(submission)) {
      DayLimit.Verdict probation =
          parameters()
              .probation()
              .judge(velocities.ofProbation(submission.pharmacyId()), submission.requestedAt());
      if (!probation.within()) {
        return end(submission, lookup, OutcomeKind.HELD, RefusalCode.PROBATION_LIMIT);
      }
      velocities.putOfProbation(submission.pharmacyId(), probation.passed());
    }
    velocities.put(submission.pharmacyId(), verdict.state());
    return pass(submission, lookup, validated);
  }

  /** Whoever is not known to be beyond probation is on it: on doubt the lower limit. */
  private boolean isOnProbation(Submission submission) {
    return parts
        .control()
        .admission(submission.pharmacyId())
        .filter(admission -> admission.getState() == AdmissionState.ACTIVE)
        .isEmpty();
  }

  private FraudParameters parameters() {
    FraudConfiguration current =
        parts
            .control()
            .fraudConfiguration()
            .orElseThrow(() -> new ControlUnavailable("There is no fraud configuration"));
    if (current != readFrom) {
      try {
        parameters = FraudParameters.of(current.getParameters());
      } catch (IllegalArgumentException e) {
        if (parameters == null) {
          throw new ControlUnavailable(e.getMessage());
        }
        parts.counters().count("CONFIGURATION_REFUSED", List.of());
      }
      readFrom = current;
    }
    return parameters;
  }

  private List<Outbound> pass(
      Submission submission, SessionLookup lookup, RequestValidated validated) {
    IssuanceApproved approved =
        new IssuanceApproved(
            RecordHeaders.of(
                IssuanceApproved.class, TopicCatalogue.APPROVED, TopicCatalogue.FRAUD_CHECK),
            validated,
            0,
            List.of(),
            parts.control().versions(),
            null);
    approved.setAttestation(parts.attestations().attest(approved));
    Decision decision = submission.decision(List.of(), approved.getReliesOn());
    decision.setCommitment(validated.getCommitment());
    decision.setKeyId(validated.getKeyId());
    decision.setExpiresAt(validated.getExpiresAt());
    decision.setAttestations(Attested.by(validated.getAttestation(), approved.getAttestation()));
    parts.counters().count(AuditKind.APPROVED.name(), List.of());
    return List.of(
        outbound(submission, TopicCatalogue.APPROVED, parts.approved().serialize(approved)),
        leaf(submission, AuditKind.APPROVED, decision, links(submission, lookup)));
  }

  private List<Outbound> end(
      Submission submission, SessionLookup lookup, OutcomeKind kind, RefusalCode code) {
    List<ReplyError> errors = List.of(code.error(""));
    AuditKind auditKind = AuditKind.valueOf(kind.name());
    parts.counters().count(kind.name(), errors);
    RequestsDecided ended =
        new RequestsDecided(
            RecordHeaders.of(
                RequestsDecided.class, TopicCatalogue.DECISIONS, TopicCatalogue.FRAUD_CHECK),
            submission.source().getPartition(),
            List.of(),
            List.of(
                new RequestDecision(
                    submission.source().getOffset(),
                    submission.requestedAt(),
                    submission.pharmacyId(),
                    submission.requestId(),
                    kind,
                    List.of(new Finding(code.name(), "")))),
            null);
    ended.setAttestation(parts.attestations().attest(ended));
    Outbound leaf =
        leaf(
            submission,
            auditKind,
            submission.decision(errors, parts.control().versions()),
            links(submission, lookup));
    Outbound reply =
        lookup instanceof SessionLookup.Open open
            ? parts
                .outcomes()
                .sealed(submission, open.session().secret(), Reply.refused(kind, errors), leaf)
            : parts.outcomes().notice(submission, RefusalCode.EPOCH_EXPIRED, leaf);
    return List.of(
        reply,
        outbound(submission, TopicCatalogue.DECISIONS, parts.decisions().serialize(ended)),
        leaf);
  }

  private static Links links(Submission submission, SessionLookup lookup) {
    return submission.links(
        lookup instanceof SessionLookup.Open open
            ? Optional.of(open.session().record())
            : Optional.empty());
  }

  private Outbound leaf(Submission submission, AuditKind kind, Decision decision, Links links) {
    return outbound(
        submission, TopicCatalogue.AUDIT_EVENTS, parts.audit().decided(kind, decision, links));
  }

  private List<Outbound> park(byte[] key, byte[] value, Parking.Source from, String reason) {
    parts.counters().count("PARKED", List.of(new ReplyError(reason, "", "")));
    return List.of(
        Parking.park(TopicCatalogue.FRAUD_CHECK, from, key, value, reason),
        new Outbound(
            TopicCatalogue.AUDIT_EVENTS,
            from.partition(),
            new byte[0],
            parts.audit().parked(AuditKind.PARKED, parts.clock().instant(), from, reason)));
  }

  private static Outbound outbound(Submission submission, String topic, byte[] value) {
    return new Outbound(topic, submission.source().getPartition(), submission.key(), value);
  }
}
