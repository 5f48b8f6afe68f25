package de.siegel.replay.kafka;

import de.siegel.replay.invariant.EventCursor;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Walks over one partition of audit.events; holds what one fetch brought. */
final class PartitionCursor implements EventCursor, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Deque<Event> fetched = new ArrayDeque<>();
  private final long first;
  private final long end;

  PartitionCursor(KafkaSettings kafka, TopicPartition partition) {
    this.partition = partition;
    this.consumer = kafka.reader("invariant-checker");
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    end = consumer.endOffsets(one).get(partition);
    first = consumer.beginningOffsets(one).get(partition);
    consumer.seek(partition, first);
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public Optional<Event> peek() {
    ReadProgress progress = new ReadProgress(partition.toString());
    while (fetched.isEmpty() && consumer.position(partition) < end) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.offset() < end) {
                  fetched.add(
                      new Event(
                          record.offset(),
                          Instant.ofEpochMilli(record.timestamp()),
                          record.value()));
                }
              });
      progress.at(consumer.position(partition));
    }
    return Optional.ofNullable(fetched.peek());
  }

  @Override
  public void advance() {
    fetched.remove();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
