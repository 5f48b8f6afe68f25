package de.siegel.cli.operate;

import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which cluster is brought to which catalogue.
 *
 * @param kafka how to reach the brokers
 * @param registry where the schemas are registered
 * @param catalogue the topics
 * @param replication how many copies of them
 */
record TopicsSettings(
    KafkaSettings kafka,
    SchemaRegistry registry,
    TopicCatalogue catalogue,
    Replication replication) {

  static final String REGISTRY = "schema-registry.url";
  static final String PARTITIONS = "topics.partitions";
  static final String TENANTS = "topics.tenants";
  static final String FACTOR = "topics.replication-factor";
  static final String MIN_IN_SYNC = "topics.min-in-sync-replicas";

  /** Part of a topic's name. */
  private static final Pattern TENANT = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  static TopicsSettings of(Configuration configuration) {
    // A default would be wrong for somebody, for ever.
    configuration.require("kafka.bootstrap-servers", PARTITIONS, TENANTS);
    int factor = configuration.whole(FACTOR, 3, 1, 9);
    int minInSync = configuration.whole(MIN_IN_SYNC, Math.max(1, factor - 1), 1, factor);
    TopicsSettings settings =
        new TopicsSettings(
            new KafkaSettings(configuration),
            registry(configuration),
            new TopicCatalogue(
                configuration.whole(PARTITIONS, 0, 1, 1_000), tenants(configuration)),
            new Replication((short) factor, minInSync));
    configuration.refuseUnknown();
    return settings;
  }

  private static SchemaRegistry registry(Configuration configuration) {
    try {
      return new HttpSchemaRegistry(
          HttpRegistrySettings.of(
              URI.create(configuration.optional(REGISTRY).orElse("http://127.0.0.1:28081"))));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "The setting schema-registry.url must be a URL such as http://127.0.0.1:28081");
    }
  }

  private static List<String> tenants(Configuration configuration) {
    List<String> tenants = configuration.list(TENANTS);
    for (String tenant : tenants) {
      if (!TENANT.matcher(tenant).matches()) {
        throw new ConfigurationError(
            "The setting topics.tenants must be names of letters, digits, '.', '_' and '-',"
                + " separated by commas");
      }
    }
    return tenants.stream().distinct().toList();
  }
}
