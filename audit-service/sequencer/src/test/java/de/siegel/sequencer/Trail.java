package de.siegel.sequencer;

import static org.awaitility.Awaitility.await;

import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics around a sequencer under test, and hands on them. */
final class Trail implements AutoCloseable {
  static final int PARTITIONS = 3;
  private static final List<String> TOPICS =
      List.of(
          TopicCatalogue.AUDIT_EVENTS,
          TopicCatalogue.AUDIT_LOG,
          TopicCatalogue.AUDIT_CHECKPOINTS,
          TopicCatalogue.parked(TopicCatalogue.SEQUENCER));

  final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  final AuditEvents events = new AuditEvents(registry);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Admin admin;
  private final Map<String, String> settings;

  /** Its topics are gone with it; the broker stays. */
  Trail(OneBroker broker) {
    this.admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
    this.settings =
        Map.of(
            "kafka.bootstrap-servers", broker.bootstrapServers(),
            "audit-link-keys.folder", "none",
            "sequencer.batch-size", "20",
            "topics.replication-factor", "1",
            "sequencer.guard-access", "false",
            "sequencer.guard-ms", "1000");
  }

  SequencerService sequencer() {
    return sequencer(Map.of());
  }

  /** With other settings than usual. */
  SequencerService sequencer(Map<String, String> others) {
    Map<String, String> values = new HashMap<>(settings);
    values.putAll(others);
    Configuration configuration = Configuration.of(values);
    return new SequencerService(
        new ServiceContext(
            TopicCatalogue.SEQUENCER,
            "test",
            configuration,
            Environment.TEST,
            new KafkaSettings(configuration),
            registry,
            CryptoProviders.choose(),
            Clock.systemUTC(),
            meters));
  }

  void createTopics() {
    get(
        admin
            .createTopics(
                new TopicCatalogue(PARTITIONS, List.of())
                    .topics().stream()
                        .filter(topic -> TOPICS.contains(topic.name()))
                        .map(
                            topic ->
                                new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                    .configs(topic.settings()))
                        .toList())
            .all());
  }

  /** Changes a setting of a topic, as an administrator of the brokers could. */
  void change(String topic, String setting, String value) {
    get(
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
            .all());
  }

  /** Sets the group's offset in every partition, as the administration of topics does. */
  void setOffsets(long offset) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      offsets.put(
          new TopicPartition(TopicCatalogue.AUDIT_EVENTS, partition),
          new OffsetAndMetadata(offset));
    }
    // The coordinator of groups hears of new topics a moment after they are made.
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsMatching(Trail::isUnknownTopic)
        .until(
            () -> {
              get(admin.alterConsumerGroupOffsets(TopicCatalogue.SEQUENCER, offsets).all());
              return true;
            });
  }

  private static boolean isUnknownTopic(Throwable failure) {
    return failure != null
        && (failure instanceof UnknownTopicOrPartitionException
            || isUnknownTopic(failure.getCause()));
  }

  KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        new KafkaSettings(Configuration.of(settings))
            .transactionalProducer("test", transactionalId),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A transaction that has begun, and that the broker does not end for a quarter of an hour. */
  KafkaProducer<byte[], byte[]> longTransaction() {
    Map<String, Object> longest =
        new HashMap<>(
            new KafkaSettings(Configuration.of(settings)).transactionalProducer("test", "long"));
    longest.put("transaction.timeout.ms", 900_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(longest, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  static ProducerRecord<byte[], byte[]> event(int partition, byte[] value) {
    return new ProducerRecord<>(
        TopicCatalogue.AUDIT_EVENTS, partition, "pharmacy".getBytes(StandardCharsets.UTF_8), value);
  }

  /** All committed records of a topic, each partition's in order. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> settings =
        new KafkaSettings(Configuration.of(this.settings)).consumer("reader");
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
    }
    return found;
  }

  /** Waits until the log has so many leaves, and gives them. */
  List<ConsumerRecord<byte[], byte[]>> awaitLeaves(int count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> read(TopicCatalogue.AUDIT_LOG).size() >= count);
    return read(TopicCatalogue.AUDIT_LOG);
  }

  @Override
  public void close() {
    try (admin) {
      get(admin.deleteTopics(TOPICS).all());
      await().until(this::groupIsGone);
    }
  }

  private boolean groupIsGone() {
    try {
      admin.deleteConsumerGroups(List.of(TopicCatalogue.SEQUENCER)).all().get();
      return true;
    } catch (ExecutionException e) {
      // Its last member may still be leaving.
      return e.getCause() instanceof GroupIdNotFoundException;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(20, java.util.concurrent.TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
