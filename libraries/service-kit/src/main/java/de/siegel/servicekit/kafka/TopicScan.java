package de.siegel.servicekit.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Streams all that is committed on some topics at the time of the call. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  /**
   * Reads each partition in its order, from its beginning.
   *
   * @param clientId name of the reader, for the broker's logs
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker stops answering
   */
  public static void scan(
      KafkaSettings kafka,
      String clientId,
      Collection<TopicPartition> partitions,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (partitions.isEmpty()) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.reader(clientId)) {
      scan(consumer, partitions, Map.of(), each);
    }
  }

  /**
   * Reads each partition in its order.
   *
   * @param consumer is left where the reading ended
   * @param from where to begin; a partition that is not named is read from its beginning
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker stops answering
   */
  public static void scan(
      Consumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> from,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (partitions.isEmpty()) {
      return;
    }
    List<TopicPartition> all = List.copyOf(partitions);
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    from.forEach((one, offset) -> consumer.seek(one, Math.max(offset, begins.get(one))));
    // What comes while this reads is another scan's: where somebody writes on, there is no end.
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    ReadProgress progress = new ReadProgress(all.get(0).topic());
    while (!all.stream()
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
      progress.at(all.stream().mapToLong(consumer::position).sum());
    }
  }
}
