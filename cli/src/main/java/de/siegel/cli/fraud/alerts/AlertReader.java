package de.siegel.cli.fraud.alerts;

import de.siegel.cli.CommandFailure;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.ReadProgress;
import de.siegel.servicekit.record.RecordHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads fraud.alerts from its beginning on; those that are not wanted are not kept.
 *
 * <p>Not safe for use by several threads.
 */
final class AlertReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** By the time of the request: partitions are read as they come. */
  private static final Comparator<FraudAlert> OLDEST_FIRST =
      Comparator.comparing(FraudAlert::getAt)
          .thenComparing(FraudAlert::getSourcePartition)
          .thenComparing(FraudAlert::getSourceOffset);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroDeserializer<FraudAlert> deserializer;
  private final Predicate<FraudAlert> wanted;
  private final List<TopicPartition> partitions;
  private long alerts;
  private long unreadable;
  private String lastUnreadable = "";

  /**
   * @param consumer sees what is committed only; stays the caller's to close
   * @throws CommandFailure if there is no such topic
   */
  AlertReader(
      Consumer<byte[], byte[]> consumer, SchemaRegistry registry, Predicate<FraudAlert> wanted) {
    this.consumer = consumer;
    this.deserializer = new AvroDeserializer<>(registry, FraudAlert.class);
    this.wanted = wanted;
    List<PartitionInfo> found = consumer.partitionsFor(TopicCatalogue.FRAUD_ALERTS);
    if (found == null || found.isEmpty()) {
      throw CommandFailure.negative(
          "There is no topic fraud.alerts, or it may not be seen: siegel topics apply makes it, and"
              + " the principal security may read it.");
    }
    partitions =
        found.stream().map(one -> new TopicPartition(one.topic(), one.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * The alerts that are wanted, up to what is committed at the time of the call, newest last.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the broker stops answering
   */
  List<FraudAlert> toEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ReadProgress progress = new ReadProgress(TopicCatalogue.FRAUD_ALERTS);
    List<FraudAlert> all = new ArrayList<>();
    while (!partitions.stream().allMatch(one -> consumer.position(one) >= ends.get(one))) {
      fetch(all);
      progress.at(partitions.stream().mapToLong(consumer::position).sum());
    }
    all.sort(OLDEST_FIRST);
    return all;
  }

  /**
   * Hands over what comes for as long as the caller wants more: what one fetch brought at once,
   * which may be nothing.
   *
   * @param goOn asked several times a second
   */
  void follow(java.util.function.Consumer<List<FraudAlert>> each, BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      List<FraudAlert> some = new ArrayList<>();
      fetch(some);
      some.sort(OLDEST_FIRST);
      each.accept(some);
    }
  }

  private void fetch(List<FraudAlert> to) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        FraudAlert alert = deserializer.deserialize(record.value());
        if (!RecordHeaders.fit(alert.getHeader(), FraudAlert.class, TopicCatalogue.FRAUD_ALERTS)) {
          leaveOut(record, "written for another topic");
          continue;
        }
        alerts++;
        if (wanted.test(alert)) {
          to.add(alert);
        }
      } catch (UndecodableRecord e) {
        leaveOut(record, e.reason().name());
      }
    }
  }

  private void leaveOut(ConsumerRecord<byte[], byte[]> record, String why) {
    unreadable++;
    lastUnreadable =
        "partition %d, offset %d, %s".formatted(record.partition(), record.offset(), why);
  }

  /** How many alerts were read, wanted or not. */
  long alerts() {
    return alerts;
  }

  /** How many records could not be read. */
  long unreadable() {
    return unreadable;
  }

  /** Which of them was the last, and why; empty if none was. */
  String lastUnreadable() {
    return lastUnreadable;
  }
}
