package de.siegel.sequencer;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sequencer.domain.LeafCheck;
import de.siegel.sequencer.domain.WriterRules;
import de.siegel.servicekit.record.RecordHeaders;
import java.util.Optional;

/**
 * Takes what decodes as an audit event and names type and destination rightly, and a stage that may
 * write its kind. A kind that this version does not know yet is no reason to refuse: the bytes are
 * kept as they are.
 *
 * <p>Not safe for use by several threads.
 */
final class AuditEventCheck implements LeafCheck {
  /** Reason of an event whose header names another type or topic (KAFKA-19012). */
  static final String WRONG_HEADER = "WRONG_HEADER";

  /** Reason of an event of a kind that the stage which it names may not write. */
  static final String WRONG_WRITER = "WRONG_WRITER";

  /** Reason of an event that the stage which it names does not vouch for. */
  static final String NOT_ATTESTED = "NOT_ATTESTED";

  private final AvroDeserializer<AuditEvent> deserializer;
  private final EventAttestations attestations;

  /**
   * @param attestations with the key of each stage that has to vouch for its events
   */
  AuditEventCheck(AvroDeserializer<AuditEvent> deserializer, EventAttestations attestations) {
    this.deserializer = deserializer;
    this.attestations = attestations;
  }

  @Override
  public Optional<String> refusal(byte[] value) {
    try {
      AuditEvent event = deserializer.deserialize(value);
      boolean fits =
          RecordHeaders.fit(event.getHeader(), AuditEvent.class, TopicCatalogue.AUDIT_EVENTS);
      if (!fits) {
        return Optional.of(WRONG_HEADER);
      }
      String stage = event.getStage();
      if (attestations.senders().contains(stage) && !attestations.holds(stage, value)) {
        return Optional.of(NOT_ATTESTED);
      }
      return WriterRules.mayWrite(event.getKind(), stage)
          ? Optional.empty()
          : Optional.of(WRONG_WRITER);
    } catch (UndecodableRecord e) {
      return Optional.of(e.reason().name());
    }
  }
}
