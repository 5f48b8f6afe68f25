package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.embedded.broker.BrokerUsers;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The security team's commands where brokers ask who comes: as the principal that only reads. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredTrailIT {
  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static Path security;
  private TestTerminal terminal;

  @BeforeAll
  static void start() throws IOException {
    pipeline =
        EmbeddedPipeline.start(
            new PipelineSettings(folder.resolve("data"), Ports.ANY, 1, Map.of(), true), part -> {});
    security = properties(AccessCatalogue.SECURITY);
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  private static Path properties(String principal) throws IOException {
    Properties client = new Properties();
    pipeline.clientSettings(principal).forEach((name, value) -> client.put(name, value.toString()));
    Path file = folder.resolve(principal + ".properties");
    try (var out = Files.newBufferedWriter(file)) {
      client.store(out, null);
    }
    return file;
  }

  private int audit(Path client, String... arguments) {
    return command("audit", client, arguments);
  }

  private int command(String group, Path client, String... arguments) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of(group));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--bootstrap",
            pipeline.bootstrapServers(),
            "--registry",
            pipeline.addresses().get("schema registry"),
            "--client-config",
            client.toString()));
    return terminal.execute(all.toArray(String[]::new));
  }

  private int verify(String... environment) {
    Path key = pipeline.authorityFolder().lasting().resolveSibling("log").resolve("log.vkey");
    List<String> arguments =
        new ArrayList<>(List.of("verify", "--invariants", "--log-key", key.toString()));
    arguments.addAll(List.of(environment));
    return audit(security, arguments.toArray(String[]::new));
  }

  /** As an environment that names who is in it. */
  private int verifyNamed() {
    return verify("--tenant", PipelineSettings.TENANT, "--test-authority");
  }

  private static AclBinding allow(
      String principal, ResourceType type, String name, PatternType pattern, AclOperation what) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + principal, "*", what, AclPermissionType.ALLOW));
  }

  private static AclBinding onTopic(String principal, String topic, AclOperation what) {
    return allow(principal, ResourceType.TOPIC, topic, PatternType.LITERAL, what);
  }

  /** What somebody looks at while the administrator permits more. */
  private static void whilePermitted(List<AclBinding> more, ThrowingRunnable look)
      throws Exception {
    try (Admin admin = Admin.create(pipeline.clientSettings(BrokerUsers.ADMINISTRATOR))) {
      admin.createAcls(more).all().get();
      try {
        look.run();
      } finally {
        admin.deleteAcls(more.stream().map(AclBinding::toFilter).toList()).all().get();
      }
    }
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  @Order(1)
  void whoOnlyReadsHoldsEverythingAgainstTheInvariants() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(verifyNamed()).as(terminal::err).isZero());
    assertThat(terminal.out())
        .contains("I6, I7: hold", "I9: nobody is permitted", "I9: a test authority may admit")
        .doesNotContain("tenants found");
    assertThat(audit(security, "replay")).as(terminal::err).isZero();
    assertThat(terminal.out()).contains("epoch-keys.begun");
  }

  @Test
  @Order(2)
  void whoMayDoTooMuchIsNamed() throws Exception {
    List<AclBinding> more =
        List.of(
            onTopic("mallory", TopicCatalogue.AUDIT_LOG, AclOperation.WRITE),
            onTopic("mallory", "validation-requests-changelog", AclOperation.WRITE),
            onTopic("mallory", "validation-requests-changelog", AclOperation.DELETE),
            allow(
                "mallory",
                ResourceType.TRANSACTIONAL_ID,
                "signer-0",
                PatternType.LITERAL,
                AclOperation.WRITE),
            allow(
                "mallory",
                ResourceType.TRANSACTIONAL_ID,
                "signer-",
                PatternType.PREFIXED,
                AclOperation.WRITE),
            allow(
                "mallory",
                ResourceType.USER,
                "User:sequencer",
                PatternType.LITERAL,
                AclOperation.CREATE_TOKENS),
            onTopic("neighbour", "invoices", AclOperation.WRITE));
    whilePermitted(
        more,
        () -> {
          assertThat(verifyNamed()).isEqualTo(1);
          assertThat(terminal.out())
              .contains(
                  "I9: 6 permissions that nobody should have",
                  "User:mallory may WRITE TOPIC audit.log",
                  "User:mallory may WRITE TOPIC validation-requests-changelog",
                  "User:mallory may DELETE TOPIC validation-requests-changelog",
                  "User:mallory may WRITE TRANSACTIONAL_ID signer-0",
                  "User:mallory may WRITE TRANSACTIONAL_ID signer-…",
                  "User:mallory may CREATE_TOKENS USER User:sequencer")
              .doesNotContain("neighbour");
        });
  }

  /** All that a tenant has, so that only its name tells. */
  @Test
  @Order(3)
  void aTenantThatNobodyNamedIsSurplusAndIsNamedWhereNobodyNamesAny() throws Exception {
    String topic = TopicCatalogue.outcomes("mallory");
    try (Admin admin = Admin.create(pipeline.clientSettings(BrokerUsers.ADMINISTRATOR))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    List<AclBinding> more =
        List.of(
            onTopic("tenant-mallory", topic, AclOperation.READ),
            onTopic("tenant-mallory", TopicCatalogue.REQUESTS, AclOperation.WRITE),
            onTopic(AccessCatalogue.SECURITY, topic, AclOperation.READ),
            onTopic(AccessCatalogue.SECURITY, topic, AclOperation.DESCRIBE_CONFIGS));
    whilePermitted(
        more,
        () -> {
          assertThat(verify("--test-authority")).as(terminal::err).isZero();
          assertThat(terminal.out())
              .contains(
                  "I9: nobody is permitted",
                  "I9: tenants found: mallory, quickstart. Name them with --tenant");

          assertThat(verifyNamed()).isEqualTo(1);
          assertThat(terminal.out())
              .contains(
                  "I9: 4 permissions that nobody should have",
                  "User:tenant-mallory may READ TOPIC " + topic,
                  "User:tenant-mallory may WRITE TOPIC certificate.requests",
                  "User:security may READ TOPIC " + topic);
        });
  }

  @Test
  @Order(4)
  void aTestAuthorityIsSurplusWhereNobodyNamesOne() {
    assertThat(verify("--tenant", PipelineSettings.TENANT)).isEqualTo(1);
    assertThat(terminal.out())
        .contains(
            "User:test-authority may WRITE TOPIC control.admissions",
            "In a test environment, name --test-authority");
  }

  @Test
  void whoOnlyReadsSeesAlertsAndATenantDoesNot() throws Exception {
    assertThat(command("fraud", security, "alerts")).as(terminal::err).isZero();
    assertThat(terminal.err()).contains("Nothing found");

    Path tenant = properties(AccessCatalogue.ofTenant(PipelineSettings.TENANT));
    assertThat(command("fraud", tenant, "alerts")).isEqualTo(1);
    assertThat(terminal.err()).contains("fraud.alerts", "security");
  }

  @Test
  void aFileThatIsNoneIsSaid() {
    assertThat(audit(folder.resolve("none"), "replay")).isEqualTo(2);
    assertThat(terminal.err()).contains("--client-config");
  }
}
