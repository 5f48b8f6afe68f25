package de.siegel.replay.invariant;

import de.siegel.replay.Events;
import de.siegel.replay.invariant.Fact.SubmissionKey;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a correct history: what the stages write when they do what they should. */
final class Story {
  static final Instant BEGIN = Instant.parse("2026-11-01T08:00:00Z");
  private static final String TENANT = "gateway";
  private static final String RUN = "run-1";

  /** What can happen to a request. */
  enum Course {
    ISSUED,
    ISSUED_AND_REPEATED,
    ISSUED_AND_CONFLICT,
    FORGED_THEN_ISSUED,
    REFUSED,
    NOTICE,
    HELD,
    REFUSED_LATE,
    UNREADABLE,
    SUSPECT,
    SUSPECT_AND_REPEATED,
    RETRIED,
    SEQUENCER_PARKED
  }

  /** A submission. */
  private record Sent(String request, SubmissionKey key, Position position, Instant at) {
    Links links(byte[] idHash) {
      return Events.links(key.pharmacyId(), request, key.submissionId(), idHash);
    }

    Decision decision(String... codes) {
      return Events.decision(at, position.partition(), position.offset(), codes);
    }
  }

  final History history = new History();
  private final Map<Integer, Long> nextRequest = new HashMap<>();
  private final Map<Integer, Long> nextApproved = new HashMap<>();
  private int requests;
  private int submissions;
  private long signatures;

  static Story of(List<Course> courses) {
    Story story = new Story();
    for (int pharmacy = 0; pharmacy < 4; pharmacy++) {
      story.history.controlled.add(Controls.admitted("pharmacy-" + pharmacy, pharmacy + 1L));
    }
    courses.forEach(story::tell);
    story.history.counted.add(new Fact.Counted(RUN, Optional.of(story.signatures)));
    return story;
  }

  void tell(Course course) {
    requests++;
    String request = "request-" + requests;
    switch (course) {
      case ISSUED -> issue(submit(request));
      case ISSUED_AND_REPEATED -> {
        issue(submit(request));
        answer(submit(request), AuditKind.REPEATED, TopicCatalogue.VALIDATION, true);
      }
      case ISSUED_AND_CONFLICT -> {
        issue(submit(request));
        answer(
            submit(request),
            AuditKind.CONFLICT,
            TopicCatalogue.VALIDATION,
            true,
            "REQUEST_ID_CONFLICT");
      }
      case FORGED_THEN_ISSUED -> {
        answer(
            submit(request),
            AuditKind.REJECTED,
            TopicCatalogue.VALIDATION,
            true,
            "SIGNATURE_INVALID");
        issue(submit(request));
      }
      case REFUSED ->
          answer(submit(request), AuditKind.REJECTED, TopicCatalogue.VALIDATION, true, "REQUIRED");
      case NOTICE ->
          answer(
              submit(request),
              AuditKind.REJECTED,
              TopicCatalogue.VALIDATION,
              false,
              "SESSION_UNKNOWN");
      case HELD ->
          answer(
              submit(request), AuditKind.HELD, TopicCatalogue.FRAUD_CHECK, true, "VELOCITY_LIMIT");
      case REFUSED_LATE -> {
        Sent sent = submit(request);
        approve(sent);
        answer(sent, AuditKind.REJECTED, TopicCatalogue.SIGNER, false, "EPOCH_EXPIRED");
      }
      case UNREADABLE -> unreadable();
      case SUSPECT -> suspect(submit(request));
      case SUSPECT_AND_REPEATED -> {
        suspect(submit(request));
        submit(request);
      }
      case RETRIED -> {
        Sent sent = submit(request);
        Position approved = suspect(sent);
        history.leaf(
            sent.position.partition(),
            Events.parked(
                AuditKind.RETRIED,
                "desk",
                TopicCatalogue.APPROVED,
                approved.partition(),
                approved.offset()));
        sign(sent);
      }
      case SEQUENCER_PARKED -> sequencerParked();
    }
  }

  private Position next(Map<Integer, Long> offsets) {
    int partition = requests % History.PARTITIONS;
    return new Position(partition, offsets.merge(partition, 1L, Long::sum) - 1);
  }

  private Sent submit(String request) {
    submissions++;
    Sent sent =
        new Sent(
            request,
            new SubmissionKey("pharmacy-" + requests % 4, TENANT, "submission-" + submissions),
            next(nextRequest),
            BEGIN.plusSeconds(submissions));
    history.submitted.add(
        new Fact.Submitted(sent.position, sent.at, Optional.of(sent.key), request));
    return sent;
  }

  private void unreadable() {
    submissions++;
    Position position = next(nextRequest);
    Instant at = BEGIN.plusSeconds(submissions);
    history.submitted.add(new Fact.Submitted(position, at, Optional.empty(), ""));
    park(TopicCatalogue.VALIDATION, TopicCatalogue.REQUESTS, position, Optional.empty());
  }

  private void park(
      String stage, String topic, Position position, Optional<SubmissionKey> submission) {
    history.parked.add(new Fact.Parked(stage, topic, position, BEGIN, submission));
    history.leaf(
        position.partition(),
        Events.parked(AuditKind.PARKED, stage, topic, position.partition(), position.offset()));
  }

  private void sequencerParked() {
    int partition = requests % History.PARTITIONS;
    Position position = new Position(partition, history.event(partition).offset());
    park(TopicCatalogue.SEQUENCER, TopicCatalogue.AUDIT_EVENTS, position, Optional.empty());
  }

  private Position suspect(Sent sent) {
    approve(sent);
    Position approved = next(nextApproved);
    park(TopicCatalogue.SIGNER, TopicCatalogue.APPROVED, approved, Optional.of(sent.key));
    return approved;
  }

  private void approve(Sent sent) {
    Decision decision = sent.decision();
    decision.setCommitment(commitment(sent));
    decision.setAttestations(
        List.of(
            Events.attestation(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK),
            Events.attestation(TopicCatalogue.VALIDATION, TopicCatalogue.SIGNER),
            Events.attestation(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.SIGNER)));
    history.leaf(
        sent.position.partition(),
        Events.decided(AuditKind.APPROVED, TopicCatalogue.FRAUD_CHECK, decision),
        sent.links(new byte[0]));
  }

  private void issue(Sent sent) {
    approve(sent);
    sign(sent);
  }

  private void sign(Sent sent) {
    history.leaf(
        0,
        Events.signing(AuditKind.SIGNING_ANNOUNCED, RUN, 1, List.of(commitment(sent)), signatures));
    signatures++;
    Decision decision = sent.decision();
    decision.setCommitment(commitment(sent));
    decision.setAdmissionsVersion(4);
    history.leaf(
        sent.position.partition(),
        Events.decided(AuditKind.ISSUED, TopicCatalogue.SIGNER, decision),
        sent.links(("id " + sent.key.submissionId()).getBytes(StandardCharsets.UTF_8)));
    answered(sent, TopicCatalogue.SIGNER, true);
    history.leaf(
        0, Events.signing(AuditKind.SIGNING_DONE, RUN, 1, List.<ByteBuffer>of(), signatures));
  }

  private void answer(Sent sent, AuditKind kind, String stage, boolean sealed, String... codes) {
    history.leaf(
        sent.position.partition(),
        Events.decided(kind, stage, sent.decision(codes)),
        sent.links(new byte[0]));
    answered(sent, stage, sealed);
  }

  private void answered(Sent sent, String stage, boolean sealed) {
    history.answered.add(
        new Fact.Answered(sent.key, sent.position.partition(), stage, sent.at, sent.at, sealed));
  }

  private static ByteBuffer commitment(Sent sent) {
    byte[] text = sent.key.submissionId().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(java.util.Arrays.copyOf(text, 32));
  }
}
