package de.siegel.cli;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.net.URI;
import java.util.Map;
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

  /** Settings of clients of the brokers. */
  public KafkaSettings kafka() {
    return new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", bootstrap())));
  }
}
