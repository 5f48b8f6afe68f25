package de.siegel.desk;

import de.siegel.desk.domain.wave.Measures;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts what the pharmacies of a wave do, from the audit's events. One thread uses it. */
final class WaveMeasures implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  /** Refusals because of a card: it was good when the wave was opened. */
  private static final Set<String> CARD =
      Set.of(RefusalCode.CARD_SUSPENDED.name(), RefusalCode.SESSION_EVIDENCE_INVALID.name());

  /**
   * Refusals of requests that no session's key has signed: whoever may write could send them in
   * anybody's name.
   */
  private static final Set<String> UNPROVEN =
      Set.of(
          RefusalCode.SESSION_UNKNOWN.name(),
          RefusalCode.SESSION_UNREADABLE.name(),
          RefusalCode.SESSION_MISMATCH.name(),
          RefusalCode.SESSION_OVER.name(),
          RefusalCode.EPOCH_EXPIRED.name(),
          RefusalCode.SIGNATURE_INVALID.name());

  /** A live card that status responder (V9) or directory (V10) do not stand for any more. */
  private static final Pattern CARD_ENDED = Pattern.compile("V(9|10) .*");

  private final Consumer<byte[], byte[]> consumer;
  private final AvroDeserializer<AuditEvent> deserializer;
  private Set<String> watched = Set.of();
  private Measures seen = Measures.NONE;

  WaveMeasures(Consumer<byte[], byte[]> consumer, AvroDeserializer<AuditEvent> deserializer) {
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
    Command command = event.getCommand();
    if (command != null
        && command.getName().equals("session.ended")
        && event.getStage().equals(AccessCatalogue.SESSION_AUTHORITY)
        && CARD_ENDED.matcher(command.getSubject()).matches()) {
      seen = new Measures(seen.requests(), seen.refused(), seen.held(), seen.cardFailures() + 1);
    }
    if (event.getDecision() == null) {
      return;
    }
    Set<String> codes =
        event.getDecision().getFindings().stream()
            .map(AuditFinding::getCode)
            .collect(Collectors.toSet());
    // Stages may see the re-opening a moment later than the desk.
    if (codes.contains(RefusalCode.PHARMACY_SUSPENDED.name())
        || codes.stream().anyMatch(UNPROVEN::contains)) {
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
