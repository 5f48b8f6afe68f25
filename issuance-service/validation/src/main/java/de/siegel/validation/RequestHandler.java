package de.siegel.validation;

import de.siegel.certificate.CertificateFields;
import de.siegel.certificate.CertificateFormat;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.Draft;
import de.siegel.certificate.KeyId;
import de.siegel.identity.confirmation.ConfirmationResult;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.schemas.state.WaitingRepeat;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Commitment;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.SessionSecret;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.LocationRules;
import de.siegel.servicekit.session.MonthlyCodes;
import de.siegel.servicekit.session.OpenSession;
import de.siegel.servicekit.session.SessionLookup;
import de.siegel.servicekit.session.SessionRules;
import de.siegel.validation.domain.EnvelopeRules;
import de.siegel.validation.domain.FirstDecision;
import de.siegel.validation.domain.SameRequest;
import de.siegel.validation.domain.SupersedeRules;
import de.siegel.validation.registry.RequestRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What validation does with one record of certificate.requests, in this order: read it, find and
 * open its session, check the pharmacy's signature, ask the registry, check the admission, what a
 * person confirmed, and the content, fix the bytes to be signed. Who fails before the signature
 * leaves no trace in the registry, so that nobody can use up another's request ids.
 */
final class RequestHandler {
  /** Technical validity of a certificate (Germany: 365 days from issue). */
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final Parts parts;
  private final RequestRegistry registry;
  private final int partitions;
  private final MonthlyCodes codes = new MonthlyCodes();

  RequestHandler(Parts parts, RequestRegistry registry, int partitions) {
    this.parts = parts;
    this.registry = registry;
    this.partitions = partitions;
  }

  /** Decides on a record. */
  List<Outbound> handle(byte[] key, byte[] value, Parking.Source from, Instant requestedAt) {
    IssuanceRequest request;
    try {
      request = parts.requests().deserialize(value);
    } catch (UndecodableRecord e) {
      return park(key, value, from, e.reason().name());
    }
    RequestEnvelope envelope = request.getEnvelope();
    if (!RecordHeaders.fit(request.getHeader(), IssuanceRequest.class, TopicCatalogue.REQUESTS)) {
      return park(key, value, from, "WRONG_DESTINATION");
    }
    if (!EnvelopeRules.answerable(request.getHeader(), envelope)) {
      return park(key, value, from, "NOT_ANSWERABLE");
    }
    if (!parts.tenants().contains(envelope.getTenant())) {
      return park(key, value, from, "TENANT_UNKNOWN");
    }
    parts.control().awaitFresh();
    Submission submission =
        Submission.of(request, requestedAt, new SourcePosition(from.partition(), from.offset()));
    SessionLookup lookup = parts.sessions().find(envelope.getSessionId(), requestedAt);
    if (lookup instanceof SessionLookup.Closed closed) {
      return notice(submission, RefusalCode.valueOf(closed.reason().name()));
    }
    OpenSession session = ((SessionLookup.Open) lookup).session();
    List<ReplyError> errors =
        new ArrayList<>(
            EnvelopeRules.check(envelope, key, from.partition(), partitions, requestedAt));
    errors.addAll(SessionRules.check(session.record(), envelope, requestedAt));
    if (!parts
        .signature()
        .holds(session.record().getSigningAlgorithm(), session.signingKey(), request)) {
      errors.add(RefusalCode.SIGNATURE_INVALID.error("signature"));
    }
    if (!errors.isEmpty()) {
      return refuse(submission, session, errors);
    }
    Optional<byte[]> content = parts.requestSeal().open(session.secret(), request);
    if (content.isEmpty()) {
      return refuse(submission, session, List.of(RefusalCode.SEAL_INVALID.error("sealed")));
    }
    Optional<RegistryEntry> known =
        registry.find(submission.pharmacyId(), submission.requestId(), requestedAt);
    return known.isPresent()
        ? again(submission, session, envelope, content.get(), known.get())
        : decide(submission, session, request, content.get());
  }

  private List<Outbound> decide(
      Submission submission, OpenSession session, IssuanceRequest request, byte[] content) {
    RequestEnvelope envelope = request.getEnvelope();
    List<ReplyError> errors =
        new ArrayList<>(
            SessionRules.check(parts.control(), session.record(), parts.clock().instant()));
    refusedConfirmation(submission, session, request, content).ifPresent(errors::add);
    Optional<RegistryEntry> predecessor = Optional.empty();
    if (envelope.getSupersedes() != null) {
      predecessor =
          registry.find(
              submission.pharmacyId(), envelope.getSupersedes(), submission.requestedAt());
      SupersedeRules.refusal(
              predecessor,
              predecessor.map(registry::decided).orElse(false),
              submission.requestId(),
              predecessor.flatMap(replaced -> successor(submission, replaced)))
          .ifPresent(errors::add);
    }
    Optional<Draft> draft = check(submission, content, errors);
    draft
        .flatMap(d -> LocationRules.check(admission(submission), d.location(), d.locationField()))
        .ifPresent(errors::add);
    RegistryEntry entry = entry(submission, envelope, content);
    if (draft.isEmpty() || !errors.isEmpty()) {
      entry.setDecided(OutcomeKind.REJECTED);
      entry.setFindings(findings(errors));
      registry.put(submission.pharmacyId(), submission.requestId(), entry);
      return refuse(submission, session, errors);
    }
    predecessor.ifPresent(
        replaced -> {
          replaced.setSupersededBy(submission.requestId());
          registry.put(submission.pharmacyId(), envelope.getSupersedes(), replaced);
        });
    RequestValidated validated = fix(submission, session.secret(), request, draft.get());
    entry.setCertificateId(validated.getCertificateId());
    registry.put(submission.pharmacyId(), submission.requestId(), entry);
    parts.counters().count("VALIDATED", List.of());
    return List.of(
        outbound(submission, TopicCatalogue.VALIDATED, parts.validated().serialize(validated)));
  }

  /** A request whose confirmation does not count is not passed on as if it had none. */
  private Optional<ReplyError> refusedConfirmation(
      Submission submission, OpenSession session, IssuanceRequest request, byte[] content) {
    return parts
        .confirmations()
        .check(request, content, session, submission.requestedAt())
        .flatMap(
            result ->
                result instanceof ConfirmationResult.Refused refused
                    ? Optional.of(refused.code().error("confirmation"))
                    : Optional.empty());
  }

  private Optional<Admission> admission(Submission submission) {
    return parts.control().admission(submission.pharmacyId());
  }

  private Optional<Draft> check(Submission submission, byte[] content, List<ReplyError> errors) {
    Optional<CertificateFormat> format = parts.formats().byId(submission.format());
    if (format.isEmpty()) {
      errors.add(RefusalCode.FORMAT_UNKNOWN.error("format"));
      return Optional.empty();
    }
    Checked checked = format.get().check(content, submission.requestedAt());
    if (checked instanceof Checked.Refused refused) {
      refused.errors().forEach(e -> errors.add(new ReplyError(e.code(), e.field(), e.message())));
      return Optional.empty();
    }
    return Optional.of(((Checked.Accepted) checked).draft());
  }

  private RequestValidated fix(
      Submission submission, SessionSecret secret, IssuanceRequest request, Draft draft) {
    StageKey signingKey = SigningKeys.at(parts.control().stageKeys(), submission.requestedAt());
    byte[] keyId = java.util.HexFormat.of().parseHex(signingKey.getKeyId());
    String location = codes.of(admission(submission).orElseThrow(), submission.requestedAt());
    String certificateId = CertificateIds.next(location, parts.random());
    Instant issuedAt = Instant.ofEpochSecond(submission.requestedAt().getEpochSecond());
    Instant expiresAt = issuedAt.plus(VALIDITY);
    byte[] bytes =
        draft
            .fix(new CertificateFields(certificateId, KeyId.of(keyId), issuedAt, expiresAt))
            .bytes();
    byte[] blind = new byte[Commitment.BLIND_LENGTH];
    parts.random().nextBytes(blind);
    byte[] commitment = Commitment.to(bytes, blind);
    byte[] rest = parts.blindSeal().seal(secret, submission.submissionId(), commitment, blind);
    RequestValidated validated =
        new RequestValidated(
            RecordHeaders.of(
                RequestValidated.class, TopicCatalogue.VALIDATED, TopicCatalogue.VALIDATION),
            request,
            submission.requestedAt(),
            submission.source(),
            certificateId,
            ByteBuffer.wrap(keyId),
            issuedAt.getEpochSecond(),
            expiresAt.getEpochSecond(),
            ByteBuffer.wrap(commitment),
            ByteBuffer.wrap(rest),
            parts.control().versions(),
            null);
    validated.setAttestation(parts.attestations().attest(validated));
    return validated;
  }

  private List<Outbound> again(
      Submission submission,
      OpenSession session,
      RequestEnvelope envelope,
      byte[] content,
      RegistryEntry first) {
    Optional<byte[]> key = parts.samenessKeys().find(first.getSamenessKeyId());
    if (key.isEmpty()) {
      return conflict(submission, session, first, RefusalCode.REQUEST_ID_USED);
    }
    byte[] tag = SameRequest.tag(key.get(), envelope, content);
    if (!MessageDigest.isEqual(tag, Bytes.of(first.getSamenessTag()))) {
      return conflict(submission, session, first, RefusalCode.REQUEST_ID_CONFLICT);
    }
    if (!registry.decided(first)) {
      boolean waits =
          registry.await(
              first.getRequestOffset(),
              new WaitingRepeat(
                  submission.tenant(),
                  submission.sessionId(),
                  submission.submissionId(),
                  submission.requestId(),
                  submission.pharmacyId(),
                  submission.requestedAt(),
                  submission.source().getOffset(),
                  submission.format()));
      return waits
          ? List.of()
          : refuse(submission, session, List.of(RefusalCode.REPEATED_TOO_OFTEN.error("requestId")));
    }
    return repeated(submission, session, first);
  }

  /** The reply to a submission whose first is decided. */
  List<Outbound> repeated(Submission submission, OpenSession session, RegistryEntry first) {
    Reply reply = FirstDecision.repeated(first);
    return reply(submission, session, AuditKind.REPEATED, reply);
  }

  /** The reply where the session can no longer be read. */
  List<Outbound> notice(Submission submission, RefusalCode code) {
    List<ReplyError> errors = List.of(code.error(""));
    parts.counters().count("REJECTED", errors);
    Outbound leaf = leaf(submission, Optional.empty(), AuditKind.REJECTED, errors);
    return List.of(parts.outcomes().notice(submission, code, leaf), leaf);
  }

  private List<Outbound> conflict(
      Submission submission, OpenSession session, RegistryEntry first, RefusalCode code) {
    Reply reply = FirstDecision.conflict(first, code);
    return reply(submission, session, AuditKind.CONFLICT, reply);
  }

  private List<Outbound> refuse(
      Submission submission, OpenSession session, List<ReplyError> errors) {
    Reply reply = Reply.refused(OutcomeKind.REJECTED, errors);
    return reply(submission, session, AuditKind.REJECTED, reply);
  }

  private List<Outbound> reply(
      Submission submission, OpenSession session, AuditKind kind, Reply reply) {
    parts.counters().count(kind.name(), reply.errors());
    Outbound leaf = leaf(submission, Optional.of(session.record()), kind, reply.errors());
    return List.of(parts.outcomes().sealed(submission, session.secret(), reply, leaf), leaf);
  }

  private Outbound leaf(
      Submission submission, Optional<Session> session, AuditKind kind, List<ReplyError> errors) {
    ControlVersions versions = parts.control().versions();
    Decision decision = submission.decision(errors, versions);
    if (parts.formats().byId(submission.format()).isEmpty()) {
      // A pharmacy's own words may name a person, and a leaf stands for ever.
      decision.setFormat("");
    }
    return outbound(
        submission,
        TopicCatalogue.AUDIT_EVENTS,
        parts.audit().decided(kind, decision, submission.links(session)));
  }

  private Optional<RegistryEntry> successor(Submission submission, RegistryEntry replaced) {
    return replaced.getSupersededBy().isEmpty()
        ? Optional.empty()
        : registry.find(
            submission.pharmacyId(), replaced.getSupersededBy(), submission.requestedAt());
  }

  private List<Outbound> park(byte[] key, byte[] value, Parking.Source from, String reason) {
    parts.counters().count("PARKED", List.of(new ReplyError(reason, "", "")));
    return List.of(
        Parking.park(TopicCatalogue.VALIDATION, from, key, value, reason),
        new Outbound(
            TopicCatalogue.AUDIT_EVENTS,
            from.partition(),
            // Without key: that of a poisonous record is not to be believed, nor is its length.
            new byte[0],
            parts.audit().parked(AuditKind.PARKED, parts.clock().instant(), from, reason)));
  }

  private RegistryEntry entry(Submission submission, RequestEnvelope envelope, byte[] content) {
    String keyId = LocalDate.ofInstant(submission.requestedAt(), ZoneOffset.UTC).toString();
    byte[] key =
        parts
            .samenessKeys()
            .find(keyId)
            .orElseThrow(
                () ->
                    new de.siegel.servicekit.control.ControlUnavailable(
                        "There is no sameness key for " + keyId));
    return new RegistryEntry(
        keyId,
        ByteBuffer.wrap(SameRequest.tag(key, envelope, content)),
        submission.submissionId(),
        submission.requestedAt(),
        submission.source().getOffset(),
        "",
        OutcomeKind.UNKNOWN,
        List.of(),
        "",
        List.of(),
        "",
        null,
        "");
  }

  private static List<Finding> findings(List<ReplyError> errors) {
    return errors.stream().map(error -> new Finding(error.code(), error.field())).toList();
  }

  private static Outbound outbound(Submission submission, String topic, byte[] value) {
    return new Outbound(
        topic,
        submission.source().getPartition(),
        submission.pharmacyId().getBytes(StandardCharsets.UTF_8),
        value);
  }
}
