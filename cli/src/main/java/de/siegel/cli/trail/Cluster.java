package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.BrokerStartFailure;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.embedded.registry.RegistryStartFailure;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.SecretFolder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads from: brokers that run, or the data folder of a quickstart that does not.
 *
 * @param kafka settings of clients of the brokers
 * @param registry the schema registry
 * @param linkKeys the months' keys that open links, if they are to be had
 * @param ledger the counts at the signing key's boundary, if they are to be had
 * @param atRest true if no stage runs on it
 * @param onClose stops what was started for reading
 */
public record Cluster(
    KafkaSettings kafka,
    SchemaRegistry registry,
    Optional<SecretFolder> linkKeys,
    Optional<Path> ledger,
    boolean atRest,
    Runnable onClose)
    implements AutoCloseable {

  static Cluster running(KafkaSettings kafka, URI registry, Optional<Path> linkKeys) {
    return new Cluster(
        kafka,
        new HttpSchemaRegistry(HttpRegistrySettings.of(registry)),
        linkKeys.map(SecretFolder::new),
        Optional.empty(),
        false,
        () -> {});
  }

  /** Starts the broker and the registry of a data folder, and nothing else. */
  static Cluster ofData(Path data) {
    if (!Files.isDirectory(data.resolve("broker"))) {
      throw CommandFailure.usage(
          "There is no pipeline's data in " + data + ": name the --data folder of a quickstart");
    }
    EmbeddedBroker broker = null;
    try {
      broker = EmbeddedBroker.start(new BrokerSettings(data.resolve("broker"), 0));
      EmbeddedRegistry registry = EmbeddedRegistry.start(data.resolve("registry"), 0);
      EmbeddedBroker started = broker;
      return new Cluster(
          new KafkaSettings(
              Configuration.of(Map.of("kafka.bootstrap-servers", broker.bootstrapServers()))),
          new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl())),
          Optional.of(new SecretFolder(data.resolve("authority").resolve("audit-link-keys"))),
          Optional.of(data.resolve("signature-ledger")),
          true,
          () -> {
            registry.close();
            started.close();
          });
    } catch (BrokerStartFailure | RegistryStartFailure e) {
      if (broker != null) {
        broker.close();
      }
      throw CommandFailure.usage(
          e.getMessage() + ". If a quickstart runs on this folder, use --bootstrap instead.", e);
    }
  }

  @Override
  public void close() {
    onClose.run();
  }
}
