package de.siegel.validation;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.schemas.state.WaitingRepeat;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.SessionLookup;
import de.siegel.validation.registry.RequestRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What validation does with one record of certificate.decisions: completes the registry and answers
 * the submissions that waited.
 */
final class DecisionsHandler {
  /** The longest life of an epoch. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(330);

  private final Parts parts;
  private final RequestRegistry registry;
  private final RequestHandler requests;

  DecisionsHandler(Parts parts, RequestRegistry registry, RequestHandler requests) {
    this.parts = parts;
    this.registry = registry;
    this.requests = requests;
  }

  List<Outbound> handle(byte[] key, byte[] value, Parking.Source from) {
    RequestsDecided decided;
    try {
      decided = parts.decisions().deserialize(value);
    } catch (UndecodableRecord e) {
      return park(key, value, from, e.reason().name());
    }
    if (!RecordHeaders.fit(decided.getHeader(), RequestsDecided.class, TopicCatalogue.DECISIONS)) {
      return park(key, value, from, "WRONG_DESTINATION");
    }
    if (!believable(decided, from.partition())) {
      return park(key, value, from, "ATTESTATION_INVALID");
    }
    Instant now = parts.clock().instant();
    NavigableSet<Long> offsets = new TreeSet<>(decided.getIssued());
    decided.getIssued().forEach(offset -> registry.issued(offset, now));
    for (RequestDecision decision : decided.getDecisions()) {
      registry.ended(decision);
      offsets.add(decision.getRequestOffset());
    }
    List<Outbound> out = new ArrayList<>();
    for (WaitingRepeat repeat : registry.release(offsets)) {
      out.addAll(answer(repeat, from.partition()));
    }
    return out;
  }

  /**
   * Ends the wait of submissions whose first was not decided within the life of its epoch: whatever
   * becomes of it, this session's secret will be gone.
   */
  List<Outbound> expire(int partition) {
    List<Outbound> out = new ArrayList<>();
    for (WaitingRepeat repeat :
        registry.releaseOlder(parts.clock().instant().minus(LONGEST_WAIT))) {
      out.addAll(requests.notice(submission(repeat, partition), RefusalCode.EPOCH_EXPIRED));
    }
    return out;
  }

  /** Only the signer knows what was issued. */
  private boolean believable(RequestsDecided decided, int partition) {
    return decided.getPartition() == partition
        && (parts.attestations().holds(decided, TopicCatalogue.SIGNER)
            || decided.getIssued().isEmpty()
                && parts.attestations().holds(decided, TopicCatalogue.FRAUD_CHECK));
  }

  private List<Outbound> answer(WaitingRepeat repeat, int partition) {
    Submission submission = submission(repeat, partition);
    Optional<RegistryEntry> first =
        registry.find(repeat.getPharmacyId(), repeat.getRequestId(), repeat.getRequestedAt());
    SessionLookup lookup = parts.sessions().find(repeat.getSessionId(), repeat.getRequestedAt());
    return first.isPresent() && lookup instanceof SessionLookup.Open open
        ? requests.repeated(submission, open.session(), first.get())
        : requests.notice(submission, RefusalCode.EPOCH_EXPIRED);
  }

  private static Submission submission(WaitingRepeat repeat, int partition) {
    return new Submission(
        repeat.getSubmissionId(),
        repeat.getRequestId(),
        repeat.getPharmacyId(),
        repeat.getSessionId(),
        repeat.getTenant(),
        repeat.getFormat(),
        repeat.getRequestedAt(),
        new SourcePosition(partition, repeat.getSourceOffset()),
        "");
  }

  private List<Outbound> park(byte[] key, byte[] value, Parking.Source from, String reason) {
    parts.counters().count("PARKED", List.of(new ReplyError(reason, "", "")));
    return List.of(
        Parking.park(TopicCatalogue.VALIDATION, from, key, value, reason),
        new Outbound(
            TopicCatalogue.AUDIT_EVENTS,
            from.partition(),
            new byte[0],
            parts.audit().parked(AuditKind.PARKED, parts.clock().instant(), from, reason)));
  }
}
