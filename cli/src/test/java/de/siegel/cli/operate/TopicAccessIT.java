package de.siegel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.BrokerUsers;
import de.siegel.embedded.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicAccessIT {
  @TempDir Path folder;

  private static AclBinding allow(String principal, String topic, PatternType pattern) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, pattern),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  @Test
  void makesWhatIsMissingAndNamesWhatShouldNotBe() throws Exception {
    BrokerUsers users = new BrokerUsers(List.of("security"));
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(folder, 0, Optional.of(users)))) {
      Map<String, String> client = users.client(BrokerUsers.ADMINISTRATOR);
      StringBuilder settings = new StringBuilder();
      client.forEach(
          (key, value) ->
              settings
                  .append("kafka.properties.")
                  .append(key)
                  .append('=')
                  .append(value)
                  .append('\n'));
      Path config =
          Files.writeString(
              folder.resolve("topics.properties"),
              settings
                  + "kafka.bootstrap-servers="
                  + broker.bootstrapServers()
                  + "\ntopics.partitions=2\ntopics.tenants=one\n");

      assertThat(run("topics", "access", "--config", config.toString()).exit()).isEqualTo(1);
      assertThat(run("topics", "access", "--apply", "--config", config.toString()).exit()).isZero();
      assertThat(run("topics", "access", "--config", config.toString()).exit()).isZero();

      Map<String, Object> administrator = new HashMap<>(client);
      administrator.put("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(administrator)) {
        admin
            .createAcls(
                List.of(
                    allow("User:mallory", "audit.", PatternType.PREFIXED),
                    allow("User:neighbour", "invoices", PatternType.LITERAL)))
            .all()
            .get();
      }
      Run surplus = run("topics", "access", "--config", config.toString());
      assertThat(surplus.exit()).isEqualTo(1);
      assertThat(surplus.out()).contains("mallory", "audit.").doesNotContain("neighbour");
    }
  }

  @Test
  void saysWhenTheBrokersAskNobody() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0))) {
      Path config =
          Files.writeString(
              folder.resolve("topics.properties"),
              "kafka.bootstrap-servers="
                  + broker.bootstrapServers()
                  + "\ntopics.partitions=2\ntopics.tenants=one\n");
      TestTerminal terminal = TestTerminal.pipe();
      assertThat(terminal.execute("topics", "access", "--config", config.toString())).isEqualTo(1);
      assertThat(terminal.err()).contains("no authorizer");
    }
  }

  private record Run(int exit, String out) {}

  private static Run run(String... arguments) {
    TestTerminal terminal = TestTerminal.pipe();
    int exit = terminal.execute(arguments);
    return new Run(exit, terminal.out());
  }
}
