package de.siegel.sequencer;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.RecordHeaders;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Makes audit events that differ in their subject. */
public final class AuditEvents {
  private final AvroSerializer<AuditEvent> serializer;

  public AuditEvents(SchemaRegistry registry) {
    serializer =
        new AvroSerializer<>(
            registry, TopicCatalogue.AUDIT_EVENTS, AuditEvent.class, Registration.AUTOMATIC);
  }

  /** An event as a stage writes it. */
  public byte[] about(String subject) {
    return writtenFor(TopicCatalogue.AUDIT_EVENTS, subject);
  }

  /** An event whose header names any topic. */
  public byte[] writtenFor(String topic, String subject) {
    return serializer.serialize(event(topic, AuditKind.COMMAND, "operator", subject));
  }

  /** An event of any kind, by any stage. */
  public byte[] by(String stage, AuditKind kind) {
    return serializer.serialize(event(TopicCatalogue.AUDIT_EVENTS, kind, stage, "one"));
  }

  private static AuditEvent event(String topic, AuditKind kind, String stage, String subject) {
    return new AuditEvent(
        RecordHeaders.of(AuditEvent.class, topic, stage),
        kind,
        stage,
        "1",
        Instant.EPOCH,
        ByteBuffer.allocate(16),
        null,
        null,
        null,
        null,
        new Command("test", List.of(), subject, 0L),
        null);
  }
}
