package de.siegel.systemtests;

import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a topic holds and whose transaction is committed. */
final class CommittedRecords {
  private CommittedRecords() {}

  /** All of them, in each partition's order. */
  static List<ConsumerRecord<byte[], byte[]>> of(PipelineProcesses pipeline, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            pipeline.broker().bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "none",
            "enable.auto.commit",
            false);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // For a reader of committed records the end is the last stable offset.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** The values of all of them that hold what the topic should hold. */
  static <T extends SpecificRecord> List<T> values(
      PipelineProcesses pipeline, String topic, Class<T> type) {
    // One for all: it asks the registry once.
    AvroDeserializer<T> deserializer = new AvroDeserializer<>(pipeline.schemaRegistry(), type);
    return of(pipeline, topic).stream()
        .flatMap(message -> value(deserializer, message).stream())
        .toList();
  }

  /** A record's value; empty for what the tests of bad input put there. */
  static <T extends SpecificRecord> Optional<T> value(
      PipelineProcesses pipeline, ConsumerRecord<byte[], byte[]> message, Class<T> type) {
    return value(new AvroDeserializer<>(pipeline.schemaRegistry(), type), message);
  }

  private static <T extends SpecificRecord> Optional<T> value(
      AvroDeserializer<T> deserializer, ConsumerRecord<byte[], byte[]> message) {
    try {
      return Optional.of(deserializer.deserialize(message.value()));
    } catch (UndecodableRecord poison) {
      return Optional.empty();
    }
  }
}
