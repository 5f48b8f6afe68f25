package de.siegel.replay.kafka;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what the control topics still hold; heartbeats are left out. */
public final class ControlScan {
  private static final String HEARTBEAT = "heartbeat";

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final Optional<ControlSignatures> signatures;

  /**
   * @param signatures checks who signed the records; if empty, nobody does, and what is read is
   *     only as true as the broker
   */
  public ControlScan(
      KafkaSettings kafka, SchemaRegistry registry, Optional<ControlSignatures> signatures) {
    this.kafka = kafka;
    this.registry = registry;
    this.signatures = signatures;
  }

  /**
   * A record that a control topic holds.
   *
   * @param publishedAt when it was appended, by the broker's clock
   */
  public record Found(ControlPayload payload, Instant publishedAt) {}

  /**
   * Hands over the records of some control topics, each topic in its order.
   *
   * @return how many records were left out: unreadable, or not signed by their authority
   * @throws org.apache.kafka.common.KafkaException if the brokers cannot be read
   */
  public long read(List<String> topics, Consumer<Found> each) {
    AvroDeserializer<ControlRecord> deserializer =
        new AvroDeserializer<>(registry, ControlRecord.class);
    long[] leftOut = new long[1];
    TopicScan.scan(
        kafka,
        "control-reader",
        topics.stream().map(topic -> new TopicPartition(topic, 0)).toList(),
        record -> {
          // Most of a control topic's records are heartbeats.
          if (record.value() == null || record.key() == null || isHeartbeat(record.key())) {
            return;
          }
          Optional<ControlPayload> payload = payload(deserializer, record);
          payload.ifPresent(
              found -> each.accept(new Found(found, Instant.ofEpochMilli(record.timestamp()))));
          leftOut[0] += payload.isPresent() ? 0 : 1;
        });
    return leftOut[0];
  }

  private static boolean isHeartbeat(byte[] key) {
    return HEARTBEAT.equals(new String(key, StandardCharsets.UTF_8));
  }

  private Optional<ControlPayload> payload(
      AvroDeserializer<ControlRecord> deserializer, ConsumerRecord<byte[], byte[]> record) {
    try {
      ControlRecord read = deserializer.deserialize(record.value());
      String key = new String(record.key(), StandardCharsets.UTF_8);
      return signatures.isPresent()
          ? signatures.get().verify(record.topic(), key, read).map(VerifiedPayload::payload)
          : ControlPayload.read(Bytes.of(read.getPayload())).filter(ControlPayload::inPlace);
    } catch (UndecodableRecord e) {
      return Optional.empty();
    }
  }
}
