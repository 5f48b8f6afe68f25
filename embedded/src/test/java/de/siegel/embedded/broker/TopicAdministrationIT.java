package de.siegel.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicAdministrationIT {

  private static final TopicCatalogue CATALOGUE = new TopicCatalogue(2, List.of("tenant"));
  private static final String REQUESTS = TopicCatalogue.REQUESTS;
  private static final String GROUP = TopicCatalogue.VALIDATION;

  @TempDir Path folder;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private EmbeddedBroker broker;
  private Admin admin;
  private TopicAdministration administration;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(new BrokerSettings(folder, 0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    administration =
        new TopicAdministration(admin, registry, Replication.SINGLE, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void createsTheWholeCatalogueAndThenFindsNothingToDo() {
    TopicReport first = administration.apply(CATALOGUE);
    TopicReport second = administration.apply(CATALOGUE);

    assertThat(first.created()).isEqualTo(CATALOGUE.topics().stream().map(Topic::name).toList());
    assertThat(first.deviations()).isEmpty();
    assertThat(second.created()).isEmpty();
    assertThat(second.deviations()).isEmpty();
    assertThat(registry.find("certificate.requests-value", IssuanceRequest.getClassSchema()))
        .isPresent();
    assertThat(registry.latest("validation.parked-value")).isEmpty();
  }

  @Test
  void letsAStageThatNeverResetsReadFromTheVeryFirstRecord() throws Exception {
    administration.apply(CATALOGUE);
    write(REQUESTS, "first");

    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            GROUP,
            "auto.offset.reset",
            "none",
            "isolation.level",
            "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(REQUESTS));
      assertThat(consumer.poll(Duration.ofSeconds(30)))
          .extracting(ConsumerRecord::value)
          .containsExactly("first");
    }
  }

  @Test
  void neverMovesAnOffsetThatAGroupHas() throws Exception {
    administration.apply(CATALOGUE);
    write(REQUESTS, "first");
    TopicPartition partition = new TopicPartition(REQUESTS, 0);
    admin.alterConsumerGroupOffsets(GROUP, Map.of(partition, new OffsetAndMetadata(1))).all().get();

    assertThat(administration.apply(CATALOGUE).deviations()).isEmpty();

    assertThat(offsets(GROUP)).containsEntry(partition, new OffsetAndMetadata(1));
  }

  @Test
  void neverSetsAFirstOffsetWhereSomethingWasWritten() throws Exception {
    Topic requests = topic(REQUESTS);
    admin
        .createTopics(
            List.of(
                new NewTopic(REQUESTS, 2, (short) 1).configs(withMinInSync(requests.settings()))))
        .all()
        .get();
    write(REQUESTS, "first");

    List<Deviation> deviations = administration.apply(CATALOGUE).deviations();

    // Partition 1 is untouched: as good as new.
    assertThat(deviations)
        .containsExactly(
            new Deviation(
                REQUESTS,
                "first offset of validation",
                "set on every partition",
                "missing on partitions [0]"));
    assertThat(offsets(GROUP))
        .containsEntry(new TopicPartition(REQUESTS, 1), new OffsetAndMetadata(0))
        .doesNotContainKey(new TopicPartition(REQUESTS, 0));
  }

  @Test
  void finishesWhatWasBrokenOffBetweenCreationAndFirstOffsets() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(REQUESTS, 2, (short) 1)
                    .configs(withMinInSync(topic(REQUESTS).settings()))))
        .all()
        .get();

    assertThat(administration.apply(CATALOGUE).deviations()).isEmpty();

    Map<TopicPartition, OffsetAndMetadata> expected = new HashMap<>();
    IntStream.range(0, 2)
        .forEach(
            number -> expected.put(new TopicPartition(REQUESTS, number), new OffsetAndMetadata(0)));
    assertThat(offsets(GROUP)).containsAllEntriesOf(expected);
  }

  @Test
  void namesEachDeviationAndChangesNoneOfThem() throws Exception {
    administration.apply(CATALOGUE);
    ConfigResource requests = new ConfigResource(ConfigResource.Type.TOPIC, REQUESTS);
    admin
        .incrementalAlterConfigs(
            Map.of(
                requests,
                List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "60000"), OpType.SET))))
        .all()
        .get();
    admin.deleteTopics(List.of(TopicCatalogue.AUDIT_LOG)).all().get();
    // The broker names a topic for a moment after it has deleted it.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !admin.listTopics().names().get().contains(TopicCatalogue.AUDIT_LOG));
    TopicCatalogue larger = new TopicCatalogue(3, List.of());
    Topic wanted = topic(REQUESTS);

    List<Deviation> deviations =
        new TopicAdministration(
                admin, registry, new Replication((short) 3, 2), Duration.ofSeconds(30))
            .check(larger);

    assertThat(deviations)
        .contains(
            new Deviation(REQUESTS, "partitions", "3", "2"),
            new Deviation(REQUESTS, "replication.factor", "3", "1"),
            new Deviation(REQUESTS, "min.insync.replicas", "2", "1"),
            new Deviation(REQUESTS, "retention.ms", wanted.settings().get("retention.ms"), "60000"),
            new Deviation(TopicCatalogue.AUDIT_LOG, "topic", "present", "missing"));
    assertThat(administration.check(CATALOGUE))
        .containsExactly(
            new Deviation(REQUESTS, "retention.ms", wanted.settings().get("retention.ms"), "60000"),
            new Deviation(TopicCatalogue.AUDIT_LOG, "topic", "present", "missing"));
  }

  private void write(String topic, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "pharmacy", value)).get();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(String group) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }

  private static Topic topic(String name) {
    return CATALOGUE.topics().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, String> withMinInSync(Map<String, String> settings) {
    Map<String, String> more = new HashMap<>(settings);
    more.put("min.insync.replicas", "1");
    return more;
  }
}
