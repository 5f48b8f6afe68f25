package de.siegel.cli;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where a pipeline that runs is reached. */
public final class BrokerOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The brokers; 127.0.0.1:29092 if not named.")
  private String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry; ${DEFAULT-VALUE} if not named.")
  private URI registry = URI.create("http://127.0.0.1:28081");

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka clients, as Kafka's own tools read them (security.protocol, sasl.…),"
              + " for brokers that ask who comes: in a file, so that no secret is an argument.")
  private Path clientConfig;

  /** The brokers, {@code host:port}. */
  public String bootstrap() {
    return isNamed() ? bootstrap : "127.0.0.1:29092";
  }

  /** Whether the brokers were named. */
  public boolean isNamed() {
    return bootstrap != null;
  }

  /** The schema registry. */
  public URI registry() {
    return registry;
  }

  /**
   * Settings of clients of the brokers.
   *
   * @throws CommandFailure if the file of their properties cannot be read
   */
  public KafkaSettings kafka() {
    Map<String, String> settings = new HashMap<>();
    if (clientConfig != null) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(clientConfig)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw CommandFailure.usage(
            "--client-config: " + clientConfig + " cannot be read as a file of properties.", e);
      }
      properties
          .stringPropertyNames()
          .forEach(name -> settings.put("kafka.properties." + name, properties.getProperty(name)));
    }
    settings.put("kafka.bootstrap-servers", bootstrap());
    return new KafkaSettings(Configuration.of(settings));
  }
}
