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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The security team's commands where brokers ask who comes: as the principal that only reads. */
@Timeout(240)
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
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("audit"));
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

  private int verify() {
    Path key = pipeline.authorityFolder().lasting().resolveSibling("log").resolve("log.vkey");
    return audit(security, "verify", "--invariants", "--log-key", key.toString());
  }

  @Test
  void whoOnlyReadsHoldsEverythingAgainstTheInvariantsAndSeesWhoMayDoTooMuch() throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(verify()).as(terminal::err).isZero());
    assertThat(terminal.out())
        .contains("I6, I7: hold", "I9: nobody is permitted", "I9: a test authority");
    assertThat(audit(security, "replay")).as(terminal::err).isZero();
    assertThat(terminal.out()).contains("epoch-keys.begun");

    try (Admin admin = Admin.create(pipeline.clientSettings(BrokerUsers.ADMINISTRATOR))) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(
                          ResourceType.TOPIC, TopicCatalogue.AUDIT_LOG, PatternType.LITERAL),
                      new AccessControlEntry(
                          "User:mallory", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
    assertThat(verify()).isEqualTo(1);
    assertThat(terminal.out()).contains("User:mallory may WRITE TOPIC audit.log");
  }

  @Test
  void aFileThatIsNoneIsSaid() {
    assertThat(audit(folder.resolve("none"), "replay")).isEqualTo(2);
    assertThat(terminal.err()).contains("--client-config");
  }
}
