package de.siegel.cli.operate;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.ParkedHeaders;
import de.siegel.servicekit.record.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that a stage has put aside, streamed: there may be more than fit in memory. Which of
 * them have been driven again is remembered as the offsets of a consumer group of its own.
 */
final class ParkedRecords {
  private final KafkaSettings kafka;

  ParkedRecords(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** The group that remembers what has been driven again. */
  static String group(String stage) {
    return stage + ".parked-retry";
  }

  /**
   * A parked record.
   *
   * @param stage who parked it
   * @param record as it stands on the parked topic
   * @param headers what it says of itself
   */
  record Parked(String stage, ConsumerRecord<byte[], byte[]> record, ParkedHeaders headers) {
    Instant at() {
      return Instant.ofEpochMilli(record.timestamp());
    }

    /** Size of key and value. */
    int bytes() {
      return length(record.key()) + length(record.value());
    }

    private static int length(byte[] bytes) {
      return bytes == null ? 0 : bytes.length;
    }

    /**
     * Where it goes when it is driven again: one of the topics that its stage reads, in the same
     * partition. Empty if no stage wrote it so; it is never followed elsewhere.
     */
    Optional<Parking.Source> source(TopicCatalogue catalogue) {
      return headers
          .source()
          .filter(source -> source.partition() == record.partition())
          .filter(
              source ->
                  catalogue.sources(stage).stream()
                      .anyMatch(topic -> topic.name().equals(source.topic())));
    }
  }

  /**
   * Hands on what was parked before the call and has not been driven again, oldest first within a
   * partition.
   *
   * @param partition only this one
   * @param more takes a record and says whether it wants another
   */
  void read(String stage, OptionalInt partition, Predicate<Parked> more) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(stage)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.parked(stage)).stream()
              .filter(info -> partition.isEmpty() || partition.getAsInt() == info.partition())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> driven = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      for (TopicPartition one : partitions) {
        OffsetAndMetadata committed = driven.get(one);
        long begin = begins.get(one);
        consumer.seek(one, committed == null ? begin : Math.max(begin, committed.offset()));
      }
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          boolean before =
              record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()));
          if (before && !more.test(new Parked(stage, record, ParkedHeaders.of(record.headers())))) {
            return;
          }
        }
      }
    }
  }

  /** The group as a transaction names it. */
  ConsumerGroupMetadata groupMetadata(String stage) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(stage)) {
      return consumer.groupMetadata();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String stage) {
    Map<String, Object> settings = kafka.consumer("siegel-parked");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group(stage));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The offsets behind the records: committing them marks the records as driven again. */
  static Map<TopicPartition, OffsetAndMetadata> behind(List<Parked> parked) {
    Map<TopicPartition, Long> last =
        parked.stream()
            .map(Parked::record)
            .collect(
                Collectors.toMap(
                    r -> new TopicPartition(r.topic(), r.partition()),
                    ConsumerRecord::offset,
                    Math::max));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    last.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset + 1)));
    return offsets;
  }
}
