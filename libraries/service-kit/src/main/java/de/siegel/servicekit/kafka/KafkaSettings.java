package de.siegel.servicekit.kafka;

import de.siegel.servicekit.configuration.Configuration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How every client of the house talks to the broker. Keys {@code kafka.properties.*} (for TLS and
 * SASL) are handed through.
 */
public final class KafkaSettings {
  /** How long an open transaction may hold back readers before the broker aborts it. */
  public static final int TRANSACTION_TIMEOUT_MS = 15_000;

  /**
   * Nobody sees a record before its transaction commits, and a commit sends what still waits: so
   * waiting costs nothing, and each transaction makes one batch a partition instead of many.
   */
  private static final int TRANSACTIONAL_LINGER_MS = 1_000;

  private final Map<String, Object> common;

  public KafkaSettings(Configuration configuration) {
    common = new HashMap<>(configuration.under("kafka.properties."));
    common.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        configuration.text("kafka.bootstrap-servers"));
  }

  /** Where the brokers are, for log lines. */
  public String bootstrapServers() {
    return common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
  }

  /** Settings of an admin client, and the common part of Streams. */
  public Map<String, Object> common() {
    return new HashMap<>(common);
  }

  /** A reader that sees committed records only and never chooses an offset by itself. */
  public Map<String, Object> consumer(String clientId) {
    Map<String, Object> settings = common();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  /** A reader of bytes, as {@link #consumer} says. */
  public KafkaConsumer<byte[], byte[]> reader(String clientId) {
    return new KafkaConsumer<>(
        consumer(clientId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A writer whose records are acknowledged by all replicas in sync. */
  public Map<String, Object> producer(String clientId) {
    Map<String, Object> settings = common();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Halves the broker's work for the producer's CPU (docs/PERFORMANCE.md).
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    // Before compression, as the longest record of any topic.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    return settings;
  }

  /** A transactional writer. */
  public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
    Map<String, Object> settings = producer(clientId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, TRANSACTIONAL_LINGER_MS);
    return settings;
  }
}
