package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster through its first day: the order matters. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicsCommandIT {

  private static final TopicCatalogue CATALOGUE = new TopicCatalogue(2, List.of("one", "two"));

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static Path config;

  private final TestTerminal terminal = TestTerminal.pipe();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0));
    registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
    config =
        Files.writeString(
            folder.resolve("topics.properties"),
            """
            kafka.bootstrap-servers=%s
            schema-registry.url=%s
            topics.partitions=2
            topics.tenants=one,two
            topics.replication-factor=1
            """
                .formatted(broker.bootstrapServers(), registry.baseUrl()));
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Test
  @Order(1)
  void namesEachTopicThatIsMissingAndMakesNone() {
    assertThat(terminal.execute("topics", "check", "--config", config.toString())).isEqualTo(1);

    assertThat(terminal.out())
        .containsPattern("certificate.requests +2 +topic is missing, should be present")
        .contains("Not changed.");
    assertThat(check()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void createsTheWholeCatalogueWithItsFirstOffsets() throws Exception {
    assertThat(terminal.execute("topics", "apply", "--config", config.toString())).isZero();

    List<String> lines = terminal.out().lines().toList();
    assertThat(lines.get(0)).matches("topic +partitions +state");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.replaceAll(" +", " "))
        .isEqualTo(
            CATALOGUE.topics().stream()
                .map(topic -> topic.name() + " " + topic.partitions() + " created")
                .toList());
    try (Admin admin = admin()) {
      assertThat(
              admin
                  .listConsumerGroupOffsets(TopicCatalogue.VALIDATION)
                  .partitionsToOffsetAndMetadata()
                  .get())
          .containsKeys(
              new TopicPartition(TopicCatalogue.REQUESTS, 0),
              new TopicPartition(TopicCatalogue.REQUESTS, 1),
              new TopicPartition(TopicCatalogue.DECISIONS, 1));
    }
  }

  @Test
  @Order(3)
  void findsNothingToDoTheSecondTime() {
    assertThat(terminal.execute("topics", "apply", "--config", config.toString())).isZero();

    assertThat(terminal.out()).contains(" ok").doesNotContain("created");
    assertThat(check()).isZero();
  }

  @Test
  @Order(4)
  void saysWhichSettingDeviatesAndLeavesItAlone() throws Exception {
    ConfigResource requests =
        new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.REQUESTS);
    try (Admin admin = admin()) {
      AlterConfigOp shorter =
          new AlterConfigOp(new ConfigEntry("retention.ms", "60000"), OpType.SET);
      admin.incrementalAlterConfigs(Map.of(requests, List.of(shorter))).all().get();
    }
    Topic wanted = CATALOGUE.topics().get(0);

    assertThat(terminal.execute("topics", "apply", "--config", config.toString())).isEqualTo(1);

    assertThat(terminal.out())
        .containsPattern(
            "certificate.requests +2 +retention.ms is 60000, should be "
                + wanted.settings().get("retention.ms"))
        .contains("Otherwise than it should be: 1. Not changed.");
    try (Admin admin = admin()) {
      assertThat(
              admin
                  .describeConfigs(List.of(requests))
                  .all()
                  .get()
                  .get(requests)
                  .get("retention.ms")
                  .value())
          .isEqualTo("60000");
    }
  }

  @Test
  @Order(5)
  void takesOptionsInsteadOfAFileAndOverIt() {
    assertThat(
            terminal.execute("topics", "check", "--config", config.toString(), "--partitions", "3"))
        .isEqualTo(1);

    assertThat(terminal.out()).contains("partitions is 2, should be 3");
  }

  @Test
  @Order(6)
  void saysWhatIsMissingWithoutSettings() {
    assertThat(terminal.execute("topics", "check", "--bootstrap", broker.bootstrapServers()))
        .isEqualTo(2);

    assertThat(terminal.err()).contains("topics.partitions is missing");
  }

  @Test
  @Order(7)
  void namesASettingThatNobodyKnows() throws Exception {
    Path misspelt =
        Files.writeString(
            folder.resolve("misspelt.properties"),
            Files.readString(config) + "topics.tenant=three\n");

    assertThat(terminal.execute("topics", "check", "--config", misspelt.toString())).isEqualTo(2);

    assertThat(terminal.err()).contains("Unknown settings: topics.tenant.");
  }

  private static int check() {
    return TestTerminal.pipe().execute("topics", "check", "--config", config.toString());
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
