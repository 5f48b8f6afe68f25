package de.siegel.embedded.authority;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Signs and publishes control records in their order. What was published before is read back at
 * start, so that sequences and versions go on.
 */
final class ControlPublisher {
  /** Id of the heartbeats of a topic. */
  static final String HEARTBEAT = "heartbeat";

  private static final byte[] NOTHING = new byte[32];

  private record Version(long number, byte[] hash) {}

  private static final class Chain {
    private final Map<String, Version> versions = new HashMap<>();
    private final AvroSerializer<ControlRecord> serializer;
    private long sequence;

    Chain(AvroSerializer<ControlRecord> serializer) {
      this.serializer = serializer;
    }
  }

  private final Map<String, Chain> chains = new HashMap<>();
  private final Map<String, List<AuthorityKey>> authorities;
  private final Producer<byte[], byte[]> producer;
  private final Provider provider;
  private final InstantSource clock;

  ControlPublisher(
      Map<String, List<AuthorityKey>> authorities,
      Function<String, AvroSerializer<ControlRecord>> serializers,
      Producer<byte[], byte[]> producer,
      Provider provider,
      InstantSource clock) {
    this.authorities = Map.copyOf(authorities);
    this.producer = producer;
    this.provider = provider;
    this.clock = clock;
    for (String topic : TopicCatalogue.CONTROL) {
      chains.put(topic, new Chain(serializers.apply(topic)));
    }
  }

  /** Reads what was published before and hands each payload on. */
  synchronized void recover(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      Consumer<ControlPayload> seen) {
    List<TopicPartition> partitions =
        TopicCatalogue.CONTROL.stream().map(topic -> new TopicPartition(topic, 0)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
        recover(message, deserializer, signatures, seen);
      }
    }
  }

  private void recover(
      ConsumerRecord<byte[], byte[]> message,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      Consumer<ControlPayload> seen) {
    ControlRecord record;
    try {
      record = deserializer.deserialize(message.value());
    } catch (UndecodableRecord e) {
      return; // not ours; no reader follows it either
    }
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    signatures
        .verify(message.topic(), key, record)
        .ifPresent(
            verified -> {
              ControlHeader header = verified.payload().header();
              Chain chain = chains.get(message.topic());
              chain.sequence = Math.max(chain.sequence, header.getSequence());
              chain.versions.put(header.getId(), new Version(header.getVersion(), verified.hash()));
              seen.accept(verified.payload());
            });
  }

  /** What a record became. */
  record Published(long sequence, Future<RecordMetadata> durable) {}

  /**
   * Publishes a record.
   *
   * @param make makes the payload around its header
   */
  synchronized Published publish(
      String topic, String id, Function<ControlHeader, ControlPayload> make) {
    return publish(topic, id, authorities.get(RootOfTrust.roleName(topic)), make);
  }

  /** Says on every topic that nothing newer exists. */
  synchronized void heartbeat() {
    for (String topic : TopicCatalogue.CONTROL) {
      publish(
          topic,
          HEARTBEAT,
          authorities.get(RootOfTrust.roleName(topic)).subList(0, 1),
          header -> new ControlPayload.OfHeartbeat(new Heartbeat(header)));
    }
    producer.flush();
  }

  private Published publish(
      String topic,
      String id,
      List<AuthorityKey> keys,
      Function<ControlHeader, ControlPayload> make) {
    Chain chain = chains.get(topic);
    Version before = chain.versions.getOrDefault(id, new Version(0, NOTHING));
    ControlHeader header =
        new ControlHeader(
            topic,
            id,
            before.number() + 1,
            chain.sequence + 1,
            ByteBuffer.wrap(before.hash()),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            RootOfTrust.roleName(topic));
    ControlPayload payload = make.apply(header);
    ControlRecord record = ControlSignatures.sign(payload, keys, provider);
    Future<RecordMetadata> durable =
        producer.send(
            new ProducerRecord<>(
                topic, 0, id.getBytes(StandardCharsets.UTF_8), chain.serializer.serialize(record)));
    chain.sequence++;
    chain.versions.put(
        id, new Version(header.getVersion(), Sha256.of(Bytes.of(record.getPayload()))));
    return new Published(header.getSequence(), durable);
  }
}
