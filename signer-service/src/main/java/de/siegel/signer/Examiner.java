package de.siegel.signer;

import de.siegel.certificate.CertificateFields;
import de.siegel.certificate.CertificateFormat;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.Draft;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.ToBeSigned;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Commitment;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.LocationRules;
import de.siegel.servicekit.session.MonthlyCodes;
import de.siegel.servicekit.session.OpenSession;
import de.siegel.servicekit.session.OpenSessions;
import de.siegel.servicekit.session.SessionLookup;
import de.siegel.servicekit.session.SessionRules;
import de.siegel.signer.domain.Examined;
import de.siegel.signer.domain.Examined.MaySign;
import de.siegel.signer.domain.Examined.Refused;
import de.siegel.signer.domain.Examined.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Believes nobody alone: checks both attestations, the pharmacy's own signature, session and
 * admission, rebuilds the bytes from what the pharmacy sealed, and compares them with what both
 * stages committed to.
 */
final class Examiner {
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final ControlState control;
  private final AvroDeserializer<IssuanceApproved> deserializer;
  private final Attestations attestations;
  private final OpenSessions sessions;
  private final RequestSignature signature;
  private final RequestSeal requestSeal;
  private final BlindSeal blindSeal;
  private final CertificateFormats formats;
  private final InstantSource clock;
  private final MonthlyCodes codes = new MonthlyCodes();

  Examiner(
      ControlState control,
      AvroDeserializer<IssuanceApproved> deserializer,
      Attestations attestations,
      OpenSessions sessions,
      RequestSignature signature,
      RequestSeal requestSeal,
      BlindSeal blindSeal,
      CertificateFormats formats,
      InstantSource clock) {
    this.control = control;
    this.deserializer = deserializer;
    this.attestations = attestations;
    this.sessions = sessions;
    this.signature = signature;
    this.requestSeal = requestSeal;
    this.blindSeal = blindSeal;
    this.formats = formats;
    this.clock = clock;
  }

  /**
   * Examines one value of certificate.approved.
   *
   * @param partition where it stands there
   * @throws de.siegel.servicekit.control.ControlUnavailable if the authorities are not heard
   */
  Examined examine(int partition, byte[] value) {
    IssuanceApproved approved;
    try {
      approved = deserializer.deserialize(value);
    } catch (UndecodableRecord e) {
      return new Suspect(e.reason().name());
    }
    RequestValidated validated = approved.getValidated();
    IssuanceRequest request = validated.getRequest();
    if (!RecordHeaders.fit(approved.getHeader(), IssuanceApproved.class, TopicCatalogue.APPROVED)
        || !RecordHeaders.fit(
            validated.getHeader(), RequestValidated.class, TopicCatalogue.VALIDATED)
        || !RecordHeaders.fit(
            request.getHeader(), IssuanceRequest.class, TopicCatalogue.REQUESTS)) {
      return new Suspect("WRONG_DESTINATION");
    }
    if (!attestations.holds(validated, TopicCatalogue.VALIDATION)
        || !attestations.holds(approved, TopicCatalogue.FRAUD_CHECK)) {
      return new Suspect("ATTESTATION_INVALID");
    }
    if (!RecordHeaders.standsIn(validated.getSource(), partition)) {
      return new Suspect("WRONG_PARTITION");
    }
    control.awaitFresh();
    control.awaitVersions(validated.getReliesOn());
    control.awaitVersions(approved.getReliesOn());
    Submission submission = Submission.of(validated);
    SessionLookup lookup = sessions.find(submission.sessionId(), submission.requestedAt());
    if (lookup instanceof SessionLookup.Closed closed) {
      RefusalCode code = RefusalCode.valueOf(closed.reason().name());
      return refused(submission, Optional.empty(), List.of(code.error("")));
    }
    return examine(submission, approved, ((SessionLookup.Open) lookup).session());
  }

  private Examined examine(Submission submission, IssuanceApproved approved, OpenSession session) {
    IssuanceRequest request = approved.getValidated().getRequest();
    if (!signature.holds(session.record().getSigningAlgorithm(), session.signingKey(), request)) {
      return new Suspect("REQUEST_SIGNATURE_INVALID");
    }
    List<ReplyError> misfit =
        SessionRules.check(session.record(), request.getEnvelope(), submission.requestedAt());
    if (!misfit.isEmpty()) {
      return refused(submission, Optional.of(session), misfit);
    }
    List<ReplyError> suspended = SessionRules.check(control, session.record(), clock.instant());
    if (!suspended.isEmpty()) {
      return refused(submission, Optional.of(session), suspended);
    }
    Optional<byte[]> content = requestSeal.open(session.secret(), request);
    Optional<byte[]> blind = blindSeal.open(session.secret(), approved.getValidated());
    if (content.isEmpty() || blind.isEmpty()) {
      return new Suspect("SEAL_INVALID");
    }
    Optional<CertificateFormat> format = formats.byId(submission.format());
    if (format.isEmpty()) {
      return new Suspect("FORMAT_UNKNOWN");
    }
    Checked checked = format.get().check(content.get(), submission.requestedAt());
    if (!(checked instanceof Checked.Accepted accepted)) {
      return new Suspect("CONTENT_INVALID");
    }
    Draft draft = accepted.draft();
    Optional<Admission> admission = control.admission(submission.pharmacyId());
    Optional<ReplyError> foreign =
        LocationRules.check(admission, draft.location(), draft.locationField());
    if (foreign.isPresent()) {
      return refused(submission, Optional.of(session), List.of(foreign.get()));
    }
    String code = codes.of(admission.orElseThrow(), submission.requestedAt());
    if (!isAt(code, approved.getValidated().getCertificateId())) {
      return new Suspect("CERTIFICATE_ID_INVALID");
    }
    return rebuild(submission, approved, session, format.get(), draft, blind.get());
  }

  /**
   * Whether nothing that was examined has been forbidden since: looked at again after signing and
   * before anything is published, so that a brake holds also for what was under way.
   *
   * @throws de.siegel.servicekit.control.ControlUnavailable if the authorities are not heard
   */
  boolean stillAllowed(MaySign order) {
    control.awaitFresh();
    RequestValidated validated = order.approved().getValidated();
    Optional<Session> now = control.session(order.submission().sessionId());
    return now.isPresent()
        && SessionRules.check(
                now.get(), validated.getRequest().getEnvelope(), order.submission().requestedAt())
            .isEmpty()
        && SessionRules.check(control, now.get(), clock.instant()).isEmpty()
        && mayBeUsed(KeyId.of(Bytes.of(validated.getKeyId())));
  }

  private Refused refused(
      Submission submission, Optional<OpenSession> session, List<ReplyError> errors) {
    return new Refused(submission, session, errors, control.versions());
  }

  private Examined rebuild(
      Submission submission,
      IssuanceApproved approved,
      OpenSession session,
      CertificateFormat format,
      Draft draft,
      byte[] blind) {
    RequestValidated validated = approved.getValidated();
    String certificateId = validated.getCertificateId();
    // As numbers: not every number is a time.
    long from = submission.requestedAt().getEpochSecond();
    if (validated.getIssuedAt() != from
        || validated.getExpiresAt() != from + VALIDITY.toSeconds()) {
      return new Suspect("DATES_INVALID");
    }
    Instant issuedAt = Instant.ofEpochSecond(from);
    Instant expiresAt = issuedAt.plus(VALIDITY);
    if (validated.getKeyId().remaining() != KeyId.LENGTH
        || !mayBeUsed(KeyId.of(Bytes.of(validated.getKeyId())))) {
      return new Suspect("SIGNING_KEY_NOT_ALLOWED");
    }
    KeyId keyId = KeyId.of(Bytes.of(validated.getKeyId()));
    ToBeSigned bytes = draft.fix(new CertificateFields(certificateId, keyId, issuedAt, expiresAt));
    if (!Commitment.matches(Bytes.of(validated.getCommitment()), bytes.bytes(), blind)) {
      return new Suspect("COMMITMENT_MISMATCH");
    }
    if (!format.recheck(bytes, submission.requestedAt()).isEmpty()) {
      return new Suspect("BYTES_INVALID");
    }
    return new MaySign(submission, approved, session, bytes);
  }

  private static boolean isAt(String locationCode, String certificateId) {
    return CertificateIds.isWellFormed(certificateId)
        && CertificateIds.locationOf(certificateId).equals(locationCode);
  }

  private boolean mayBeUsed(KeyId keyId) {
    for (StageKey key : control.stageKeys()) {
      if (key.getPurpose() == StageKeyPurpose.CERTIFICATE_SIGNING
          && key.getKeyId().equals(keyId.hex())) {
        return switch (key.getState()) {
          case ACTIVE, RETIRED -> true;
          case UNKNOWN, REVOKED -> false;
        };
      }
    }
    return false;
  }
}
