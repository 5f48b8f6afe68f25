package de.siegel.cli.operate;

import de.siegel.servicekit.configuration.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of {@code siegel topics}: a file of settings, or one by one. */
final class TopicsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, as etc/compose/topics.properties; options win over them.")
  private Path config;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The brokers (kafka.bootstrap-servers).")
  private String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry (schema-registry.url); only apply needs it.")
  private String registry;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = {
        "Partitions of each topic that is keyed by pharmacy (topics.partitions); fixed for the life",
        "of a cluster."
      })
  private Integer partitions;

  @Option(
      names = "--tenants",
      paramLabel = "NAME,...",
      description = "Who reads outcomes; each has a topic (topics.tenants).")
  private String tenants;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Copies of each partition (topics.replication-factor); 3 if not named.")
  private Integer factor;

  @Option(
      names = "--min-in-sync",
      paramLabel = "N",
      description = {
        "Copies that must have a record before it counts (topics.min-in-sync-replicas); one less than",
        "the copies, at least 1, if not named."
      })
  private Integer minInSync;

  /**
   * Together.
   *
   * @throws de.siegel.servicekit.configuration.ConfigurationError if something is missing or wrong
   */
  TopicsSettings settings() {
    Map<String, String> values =
        new TreeMap<>(config == null ? Map.of() : Configuration.load(config).under(""));
    put(values, "kafka.bootstrap-servers", bootstrap);
    put(values, TopicsSettings.REGISTRY, registry);
    put(values, TopicsSettings.PARTITIONS, partitions);
    put(values, TopicsSettings.TENANTS, tenants);
    put(values, TopicsSettings.FACTOR, factor);
    put(values, TopicsSettings.MIN_IN_SYNC, minInSync);
    return TopicsSettings.of(Configuration.of(values));
  }

  private static void put(Map<String, String> values, String key, Object value) {
    if (value != null) {
      values.put(key, value.toString());
    }
  }
}
