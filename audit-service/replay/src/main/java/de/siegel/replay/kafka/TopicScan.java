package de.siegel.replay.kafka;

import de.siegel.servicekit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Streams all that is committed on some topics at the time of the call. */
final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka) {
    return new KafkaConsumer<>(
        kafka.consumer("invariant-checker"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * Reads each partition in its order.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker stops answering
   */
  static void scan(
      KafkaSettings kafka,
      Collection<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    scan(kafka, partitions, Map.of(), each);
  }

  /**
   * Reads each partition in its order.
   *
   * @param from where to begin; a partition that is not named is read from its beginning
   */
  static void scan(
      KafkaSettings kafka,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> from,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (partitions.isEmpty()) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> all = List.copyOf(partitions);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
      from.forEach((one, offset) -> consumer.seek(one, Math.max(offset, begins.get(one))));
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      Progress progress = new Progress(all.get(0).topic());
      while (!consumer.assignment().stream()
          .allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  TopicPartition at = new TopicPartition(record.topic(), record.partition());
                  if (record.offset() < ends.get(at)) {
                    each.accept(record);
                  }
                });
        progress.at(ends.keySet().stream().mapToLong(consumer::position).sum());
      }
    }
  }
}
