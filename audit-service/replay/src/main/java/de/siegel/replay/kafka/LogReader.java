package de.siegel.replay.kafka;

import de.siegel.replay.trail.LogEntry;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Streams audit.log from its first record on; keeps nothing of it in memory but what one fetch
 * brought.
 *
 * <p>Not safe for use by several threads.
 */
public final class LogReader implements AutoCloseable {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private static final int RECORDS_AT_ONCE = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Begins before the first record. */
  public LogReader(KafkaSettings kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.consumer("audit-log-reader"));
    // Several threads decode a fetch: a small one would leave them idle.
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(LOG));
    consumer.seekToBeginning(List.of(LOG));
  }

  /**
   * Hands over what is committed at the time of the call and was not handed over before.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker stops answering
   */
  public void readToEnd(Consumer<LogEntry> each) {
    fetchToEnd(fetch -> fetch.forEach(each));
  }

  /** As {@link #readToEnd}, with all that one fetch brought at once. */
  void fetchToEnd(Consumer<List<LogEntry>> each) {
    long end = consumer.endOffsets(List.of(LOG)).get(LOG);
    ReadProgress progress = new ReadProgress(LOG.topic());
    while (consumer.position(LOG) < end) {
      each.accept(fetch());
      progress.at(consumer.position(LOG));
    }
  }

  /** Hands over each fetch for as long as the caller wants more; asks after each. */
  void follow(Consumer<List<LogEntry>> each, BooleanSupplier goOn) {
    // Polling alone would wait for ever, and say nothing, if no broker answered.
    consumer.endOffsets(List.of(LOG));
    while (goOn.getAsBoolean()) {
      each.accept(fetch());
    }
  }

  private List<LogEntry> fetch() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    List<LogEntry> entries = new ArrayList<>(records.count());
    records.forEach(record -> entries.add(entry(record)));
    return entries;
  }

  private static LogEntry entry(ConsumerRecord<byte[], byte[]> record) {
    return LogEntry.of(
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        header(record, "index"),
        header(record, "source"),
        record.value());
  }

  private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
