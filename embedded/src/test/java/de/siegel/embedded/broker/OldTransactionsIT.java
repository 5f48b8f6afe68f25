package de.siegel.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceMain;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose transactions are of the protocol before KIP-890, and one that comes late. */
@Timeout(120)
class OldTransactionsIT {

  @TempDir Path folder;

  @Test
  void aStageRefusesAClusterWithTheOldProtocolAndReadsNothing() throws Exception {
    Path logs = formatted((short) 1);
    int port = LoopbackPorts.free(0);
    NodeServer node = NodeServer.start(NodeProperties.of(logs, port, LoopbackPorts.free(0)));
    AtomicBoolean started = new AtomicBoolean();
    try {
      assertThat(ServiceMain.run("validation", settings(port), context -> service(started)))
          .isEqualTo(2);
    } finally {
      node.close();
    }
    assertThat(started).isFalse();
  }

  @Test
  void theEmbeddedBrokerRefusesAFolderWithTheOldProtocol() throws Exception {
    formatted((short) 1);

    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(folder, 0)))
        .isInstanceOf(BrokerStartFailure.class)
        .hasMessageContaining("transaction.version is 1, must be at least 2");
  }

  @Test
  void aStageWaitsForBrokersThatComeLater() throws Exception {
    int port = LoopbackPorts.free(0);
    AtomicBoolean started = new AtomicBoolean();
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Path settings = settings(port);
    Thread stage =
        new Thread(
            () ->
                exitCode.complete(
                    ServiceMain.run("validation", settings, context -> service(started))));
    stage.start();
    assertThatThrownBy(() -> exitCode.get(2, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(started).isFalse();

    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, port))) {
      assertThat(broker.bootstrapServers()).endsWith(":" + port);
      Awaitility.await().atMost(Duration.ofSeconds(30)).untilTrue(started);
      stage.interrupt();
      assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  private Path settings(int port) throws Exception {
    return Files.writeString(
        folder.resolve("validation.properties"),
        """
        environment=test
        kafka.bootstrap-servers=127.0.0.1:%d
        schema-registry.url=http://127.0.0.1:1
        """
            .formatted(port));
  }

  private Path formatted(short transactionVersion) throws Exception {
    Path logs = Files.createDirectories(folder.resolve("kafka"));
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NodeProperties.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
        .setHasDynamicQuorum(false)
        .setMetadataLogDirectory(logs.toString())
        .addDirectory(logs.toString())
        .setFeatureLevel("transaction.version", transactionVersion)
        .run();
    return logs;
  }

  private static Service service(AtomicBoolean started) {
    return new Service() {
      @Override
      public void start() {
        started.set(true);
      }

      @Override
      public boolean ready() {
        return true;
      }

      @Override
      public boolean failed() {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}
