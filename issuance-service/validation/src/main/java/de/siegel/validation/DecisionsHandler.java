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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What validation does with one record of certificate.decisions: completes the registry and answers
 * the submissions that waited.
 */
final class DecisionsHandler {
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
    Instant now = parts.clock().instant();
    List<Outbound> out = new ArrayList<>();
    for (RequestDecision decision : decided.getDecisions()) {
      registry.decided(decision, now);
      answer(registry.releaseAt(decision.getRequestOffset()), from.partition(), now, out);
    }
    if (decided.getIssuedThrough() != null) {
      registry.issuedThrough(decided.getIssuedThrough());
      answer(registry.releaseThrough(decided.getIssuedThrough()), from.partition(), now, out);
    }
    return out;
  }

  private void answer(List<WaitingRepeat> waiting, int partition, Instant now, List<Outbound> out) {
    for (WaitingRepeat repeat : waiting) {
      Submission submission =
          new Submission(
              repeat.getSubmissionId(),
              repeat.getRequestId(),
              repeat.getPharmacyId(),
              repeat.getSessionId(),
              repeat.getTenant(),
              repeat.getFormat(),
              repeat.getRequestedAt(),
              new SourcePosition(partition, repeat.getSourceOffset()));
      Optional<RegistryEntry> first =
          registry.find(repeat.getPharmacyId(), repeat.getRequestId(), now);
      SessionLookup lookup = parts.sessions().find(repeat.getSessionId(), repeat.getRequestedAt());
      if (first.isPresent() && lookup instanceof SessionLookup.Open open) {
        out.addAll(requests.repeated(submission, open.session(), first.get()));
      } else {
        out.addAll(requests.notice(submission, RefusalCode.EPOCH_EXPIRED));
      }
    }
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
