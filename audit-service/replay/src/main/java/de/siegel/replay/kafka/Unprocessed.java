package de.siegel.replay.kafka;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What lies behind the stages' committed offsets on a pipeline that does not run: it will be
 * processed when they start, so nothing of it is missing.
 */
final class Unprocessed {
  private static final int LOOK_MILLIS = 200;

  private final Admin admin;
  private final KafkaSettings kafka;
  private final Topics topics;

  Unprocessed(Admin admin, KafkaSettings kafka, Topics topics) {
    this.admin = admin;
    this.kafka = kafka;
    this.topics = topics;
  }

  /**
   * Waits until the broker has ended the transactions of stages that were killed: readers of what
   * is committed see nothing behind them.
   *
   * @param millis how long at most; a transaction that stays open then hides what is behind it, and
   *     shows as a breach
   */
  void awaitEndOfTransactions(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    ListTransactionsOptions open =
        new ListTransactionsOptions()
            .filterStates(
                List.of(
                    TransactionState.ONGOING,
                    TransactionState.PREPARE_COMMIT,
                    TransactionState.PREPARE_ABORT));
    while (!Topics.await(admin.listTransactions(open).all()).isEmpty() && System.nanoTime() < end) {
      InvariantChecker.pause(LOOK_MILLIS);
    }
  }

  /** Hands on what a stage has still to process of one of its topics. */
  void read(String stage, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (!topics.descriptions().containsKey(topic)) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        Topics.await(admin.listConsumerGroupOffsets(stage).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> from = new java.util.HashMap<>();
    for (TopicPartition partition : topics.partitions(topic)) {
      // Without an offset the stage refuses to start: then nothing is waited for.
      if (committed.get(partition) != null) {
        from.put(partition, committed.get(partition).offset());
      }
    }
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("invariant-checker")) {
      TopicScan.scan(reader, from.keySet(), from, each);
    }
  }

  /** The stages that pass a submission on, each with the topic that it gets them from. */
  static Map<String, String> flow() {
    return new TreeMap<>(
        Map.of(
            TopicCatalogue.VALIDATION, TopicCatalogue.REQUESTS,
            TopicCatalogue.FRAUD_CHECK, TopicCatalogue.VALIDATED,
            TopicCatalogue.SIGNER, TopicCatalogue.APPROVED));
  }
}
