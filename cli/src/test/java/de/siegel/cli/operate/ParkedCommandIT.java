package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.cli.TestTerminal;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.Parking;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of parked records and does about them, in this order. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ParkedCommandIT {
  private static final String PARKED = TopicCatalogue.parked(TopicCatalogue.FRAUD_CHECK);
  private static final int RECORDS = 1_200;

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static KafkaProducer<byte[], byte[]> producer;

  private final TestTerminal terminal = TestTerminal.pipe();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0));
    registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
    Path config =
        Files.writeString(
            folder.resolve("topics.properties"),
            """
            kafka.bootstrap-servers=%s
            schema-registry.url=%s
            topics.partitions=2
            topics.tenants=one
            topics.replication-factor=1
            """
                .formatted(broker.bootstrapServers(), registry.baseUrl()));
    assertThat(TestTerminal.pipe().execute("topics", "apply", "--config", config.toString()))
        .isZero();
    new AvroSerializer<>(
        new HttpSchemaRegistry(HttpRegistrySettings.of(URI.create(registry.baseUrl().toString()))),
        TopicCatalogue.AUDIT_EVENTS,
        AuditEvent.class,
        Registration.AUTOMATIC);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    registry.close();
    broker.close();
  }

  private static void park(int partition, String topic, int from, String value, String reason) {
    Parking.Source source = new Parking.Source(topic, from, 7);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(PARKED, partition, bytes("key"), bytes(value));
    Parking.park(TopicCatalogue.FRAUD_CHECK, source, null, null, reason)
        .headers()
        .forEach((name, text) -> record.headers().add(name, bytes(text)));
    producer.send(record);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Order(1)
  void showsNoMoreThanAskedForAndCountsTheRest() {
    for (int n = 0; n < RECORDS; n++) {
      park(0, TopicCatalogue.VALIDATED, 0, "value-" + n, "MALFORMED");
    }
    park(1, TopicCatalogue.VALIDATED, 1, "other", "ATTESTATION_INVALID");
    producer.flush();

    assertThat(list("--limit", "3")).isZero();

    assertThat(terminal.out())
        .contains("Shown: 3 of 1201")
        .containsPattern("fraud-check +MALFORMED +1200")
        .containsPattern("fraud-check +ATTESTATION_INVALID +1\\b");
  }

  @Test
  @Order(2)
  void showsOnlyWhatIsAskedFor() {
    assertThat(list("--reason", "ATTESTATION_INVALID", "--stage", "fraud-check")).isZero();

    assertThat(terminal.out()).contains("ATTESTATION_INVALID").doesNotContain("MALFORMED");
  }

  @Test
  @Order(3)
  void drivesTheOldestOfOnePartitionAndLeavesTheRest() {
    assertThat(retry("--partition", "0", "--limit", "10")).isZero();

    assertThat(terminal.out()).contains("Driven again: 10");
    assertThat(values(TopicCatalogue.VALIDATED, 10))
        .containsExactly(
            "value-0", "value-1", "value-2", "value-3", "value-4", "value-5", "value-6", "value-7",
            "value-8", "value-9");
  }

  @Test
  @Order(4)
  void drivesMoreThanOneBatchEachRecordOnceInItsOrder() {
    assertThat(retry()).isZero();

    assertThat(terminal.out()).contains("Driven again: 1191");
    List<String> expected = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      expected.add("value-" + n);
    }
    expected.add("other");
    assertThat(values(TopicCatalogue.VALIDATED, RECORDS + 1)).containsExactlyElementsOf(expected);
    assertThat(values(TopicCatalogue.AUDIT_EVENTS, RECORDS + 1)).hasSize(RECORDS + 1);
  }

  /** Whoever may write to a parked topic must not have an operator write elsewhere. */
  @Test
  @Order(5)
  void drivesNothingToATopicOrPartitionThatTheStageDoesNotRead() {
    park(0, TopicCatalogue.REQUESTS, 0, "smuggled", "MALFORMED");
    park(0, TopicCatalogue.VALIDATED, 1, "moved", "MALFORMED");
    park(0, TopicCatalogue.VALIDATED, 0, "unexplained", "\u001b[31mred");
    park(0, TopicCatalogue.VALIDATED, 0, "good", "MALFORMED");
    producer.flush();

    assertThat(retry()).isEqualTo(1);

    assertThat(terminal.out()).contains("Driven again: 1");
    assertThat(terminal.err())
        .contains("Left out: 3")
        .contains("fraud-check.parked, first at partition 0 offset 1200, partition 0 offset 1201");
    assertThat(values(TopicCatalogue.VALIDATED, RECORDS + 2))
        .contains("good")
        .doesNotContain("moved", "unexplained");
    assertThat(values(TopicCatalogue.REQUESTS)).isEmpty();
  }

  @Test
  @Order(6)
  void writesNoControlCharactersToTheTerminal() {
    park(0, "certificate.\u001b[2J", 0, "x", "\u001b[31mred");
    producer.flush();

    assertThat(list()).isZero();

    assertThat(terminal.out()).contains("red").doesNotContain("\u001b");
  }

  @Test
  @Order(7)
  void namesTheStagesThereAre() {
    assertThat(terminal.execute("parked", "retry", "--stage", "nobody")).isEqualTo(2);
    assertThat(terminal.err()).contains("validation, fraud-check, signer, sequencer");
  }

  private int list(String... more) {
    return execute("list", List.of("--bootstrap", broker.bootstrapServers()), more);
  }

  private int retry(String... more) {
    return execute(
        "retry",
        List.of(
            "--stage",
            TopicCatalogue.FRAUD_CHECK,
            "--bootstrap",
            broker.bootstrapServers(),
            "--registry",
            registry.baseUrl().toString()),
        more);
  }

  private int execute(String command, List<String> common, String... more) {
    List<String> arguments = new ArrayList<>(List.of("parked", command));
    arguments.addAll(common);
    arguments.addAll(List.of(more));
    return terminal.execute(arguments.toArray(String[]::new));
  }

  /** The broker makes a transaction visible a little after it was told to commit it. */
  private static List<String> values(String topic, int atLeast) {
    return await().until(() -> values(topic), values -> values.size() >= atLeast);
  }

  private static List<String> values(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .sorted((a, b) -> a.partition() - b.partition())
              .toList();
      List<String> values = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer
              .poll(Duration.ofMillis(200))
              .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
      }
      return values;
    }
  }
}
