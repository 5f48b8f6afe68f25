package de.siegel.cli.operate;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.Parking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that a stage has put aside. Which of them have been driven again is remembered as the
 * offsets of a consumer group of its own.
 */
final class ParkedRecords {
  /** Every stage that parks. */
  static final List<String> STAGES =
      List.of(
          TopicCatalogue.VALIDATION,
          TopicCatalogue.FRAUD_CHECK,
          TopicCatalogue.SIGNER,
          TopicCatalogue.SEQUENCER);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

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
   */
  record Parked(String stage, ConsumerRecord<byte[], byte[]> record) {
    String header(String name) {
      Header header = record.headers().lastHeader(name);
      return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    String reason() {
      return header(Parking.REASON);
    }

    Parking.Source source() {
      return new Parking.Source(
          header(Parking.TOPIC), (int) number(Parking.PARTITION), number(Parking.OFFSET));
    }

    /** -1 where somebody else than a stage wrote the record. */
    private long number(String name) {
      String text = header(name);
      return NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    Instant at() {
      return Instant.ofEpochMilli(record.timestamp());
    }
  }

  /** What is parked and has not been driven again, oldest first within a partition. */
  List<Parked> open(String stage) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(stage)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.parked(stage)).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> driven = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata committed = driven.get(partition);
        long begin = begins.get(partition);
        consumer.seek(partition, committed == null ? begin : Math.max(begin, committed.offset()));
      }
      List<Parked> parked = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> parked.add(new Parked(stage, r)));
      }
      return parked;
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
