package de.siegel.sequencer.kafka;

import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the sequencer works.
 *
 * @param kafka how to reach the brokers
 * @param clientId name of its clients in the brokers' logs and metrics
 * @param batchSize records after which a transaction commits, at least 1; one fetch more may come
 * @param longestBatch time after which it commits
 * @param replication of the audit topics, as it should be
 * @param access whether the guard of the audit topics looks at permissions too
 * @param guardEvery how often it looks
 */
public record SequencerSettings(
    KafkaSettings kafka,
    String clientId,
    int batchSize,
    Duration longestBatch,
    Replication replication,
    boolean access,
    Duration guardEvery) {
  /** Below the service's time to drain, so that a dead broker does not hold up a stop. */
  private static final int LONGEST_CALL_MS = 10_000;

  private static final int FETCHED_AT_ONCE = 500;

  Map<String, Object> consumer() {
    Map<String, Object> settings = kafka.consumer(clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, TopicCatalogue.SEQUENCER);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(batchSize, FETCHED_AT_ONCE));
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
    return settings;
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = kafka.transactionalProducer(clientId, TopicCatalogue.SEQUENCER);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_CALL_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
    // What cannot be written while the broker keeps the transaction need not be tried any more.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, KafkaSettings.TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
    return settings;
  }

  Map<String, Object> admin() {
    return kafka.common();
  }
}
