package de.siegel.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {

  @TempDir Path folder;

  @Test
  void keepsACommittedRecordOverARestart() throws Exception {
    BrokerSettings settings = new BrokerSettings(folder, 0);
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      CommittedRecord.write(broker.bootstrapServers(), "one");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      assertThat(CommittedRecord.read(broker.bootstrapServers())).isEqualTo(List.of("one"));
    }
  }

  @Test
  void startsAndStopsQuickly() {
    long begun = System.nanoTime();
    EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0));
    long started = System.nanoTime();
    broker.close();
    long stopped = System.nanoTime();
    System.out.printf(
        "embedded broker: started in %d ms, stopped in %d ms%n",
        (started - begun) / 1_000_000, (stopped - started) / 1_000_000);

    // Twice the goal of 5 s each: this machine may be busy.
    assertThat(Duration.ofNanos(started - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(stopped - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void listensOnTheChosenPortAndMakesNoTopicByItself() throws Exception {
    int port = LoopbackPorts.free(0);
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, port));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BrokerSettings settings = new BrokerSettings(folder, taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(BrokerStartFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void namesADataFolderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(file, 0)))
        .isInstanceOf(BrokerStartFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("choose another");
  }

  @Test
  void namesAReadOnlyDataFolder() {
    Path readOnly = Path.of("/proc");
    assumeThat(readOnly).as("a folder that even root cannot write").isDirectory();
    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(readOnly, 0)))
        .isInstanceOf(BrokerStartFailure.class)
        .hasMessageContaining("data folder /proc")
        .hasMessageContaining("make it writable");
  }

  @Test
  void refusesASecondBrokerOnTheSameFolderAndLeavesTheFirstAlone() throws Exception {
    try (EmbeddedBroker first = EmbeddedBroker.start(new BrokerSettings(folder, 0))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(folder, 0)))
          .isInstanceOf(BrokerStartFailure.class)
          .hasMessageContaining(folder.toString())
          // Before its controller has touched the metadata of the first.
          .hasMessageContaining("another broker uses it");

      CommittedRecord.write(first.bootstrapServers(), "still here");
      assertThat(CommittedRecord.read(first.bootstrapServers())).containsExactly("still here");
    }
  }
}
