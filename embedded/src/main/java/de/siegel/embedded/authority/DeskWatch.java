package de.siegel.embedded.authority;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Whether a desk writes its topic just now. */
final class DeskWatch {
  /** A desk that lives has written something in this time. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private DeskWatch() {}

  /**
   * Returns when no desk has written for some seconds.
   *
   * @param topic of the desk
   * @param otherwise what to do if one has, for people
   * @throws ConfigurationError if one goes on writing: two writers would contradict each other
   */
  static void requireSilent(
      KafkaConsumer<byte[], byte[]> consumer, String topic, String otherwise, InstantSource clock) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    if (end == 0) {
      return;
    }
    consumer.seek(partition, end - 1);
    Instant silentAt = clock.instant().plus(SILENT);
    while (clock.instant().isBefore(silentAt)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        silentAt = Instant.ofEpochMilli(record.timestamp()).plus(SILENT);
        if (record.offset() > end + 1) {
          throw new ConfigurationError(otherwise);
        }
      }
    }
  }
}
