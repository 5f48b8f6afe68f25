package de.siegel.desk;

import de.siegel.desk.domain.wave.Measures;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts what the pharmacies of a wave do, from the audit's events. One thread uses it. */
final class WaveMeasures implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  /** Refusals because of a card: it was good when the wave was opened. */
  private static final Set<String> CARD =
      Set.of(RefusalCode.CARD_SUSPENDED.name(), RefusalCode.SESSION_EVIDENCE_INVALID.name());

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDeserializer<AuditEvent> deserializer;
  private Set<String> watched = Set.of();
  private Measures seen = Measures.NONE;

  WaveMeasures(KafkaConsumer<byte[], byte[]> consumer, AvroDeserializer<AuditEvent> deserializer) {
    this.consumer = consumer;
    this.deserializer = deserializer;
  }

  /** Begins to count, from now on and from zero. */
  void watch(Set<String> pharmacies) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.AUDIT_EVENTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toList());
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    watched = Set.copyOf(pharmacies);
    seen = Measures.NONE;
  }

  /** What was seen since {@link #watch}. */
  Measures read() {
    if (!watched.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        // The key is the pharmacy; what the event says of it is encrypted, and not for the desk.
        if (record.key() != null
            && watched.contains(new String(record.key(), StandardCharsets.UTF_8))) {
          count(record.value());
        }
      }
    }
    return seen;
  }

  private void count(byte[] value) {
    AuditEvent event;
    try {
      event = deserializer.deserialize(value);
    } catch (UndecodableRecord e) {
      return; // the sequencer parks it and says so
    }
    if (event.getDecision() == null) {
      return;
    }
    Set<String> codes =
        event.getDecision().getFindings().stream()
            .map(AuditFinding::getCode)
            .collect(Collectors.toSet());
    // Stages may see the re-opening a moment later than the desk.
    if (codes.contains(RefusalCode.PHARMACY_SUSPENDED.name())) {
      return;
    }
    seen =
        switch (event.getKind()) {
          case ISSUED -> plus(0, 0, 0);
          case REJECTED -> plus(1, 0, codes.stream().anyMatch(CARD::contains) ? 1 : 0);
          case HELD, STEP_UP -> plus(0, 1, 0);
          case UNKNOWN,
              APPROVED,
              REPEATED,
              CONFLICT,
              SIGNING_ANNOUNCED,
              SIGNING_DONE,
              PARKED,
              RETRIED,
              CONTROL,
              COMMAND,
              BATCH_SIGNATURE ->
              seen;
        };
  }

  private Measures plus(long refused, long held, long cards) {
    return new Measures(
        seen.requests() + 1,
        seen.refused() + refused,
        seen.held() + held,
        seen.cardFailures() + cards);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
