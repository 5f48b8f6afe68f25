package de.siegel.schemas.topic;

import static de.siegel.schemas.topic.TopicAdministration.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares topics as they are with topics as they should be. */
public final class TopicCheck {

  private final Admin admin;
  private final Replication replication;
  private final Duration timeout;

  /**
   * @param admin stays the caller's to close
   * @param timeout the longest wait for each answer of the cluster
   */
  public TopicCheck(Admin admin, Replication replication, Duration timeout) {
    this.admin = admin;
    this.replication = replication;
    this.timeout = timeout;
  }

  /**
   * Compares and changes nothing.
   *
   * @return each deviation, in the order of the topics
   * @throws TopicAdministrationFailure if the cluster does not answer
   */
  public List<Deviation> deviations(List<Topic> topics) {
    Map<String, TopicDescription> present = present(admin, topics, timeout);
    Map<ConfigResource, Config> configs =
        await(
            admin
                .describeConfigs(present.keySet().stream().map(TopicCheck::resource).toList())
                .all(),
            "describe topic settings",
            timeout);

    List<Deviation> deviations = new ArrayList<>();
    for (Topic topic : topics) {
      if (present.containsKey(topic.name())) {
        addShape(topic, present.get(topic.name()), deviations);
        addSettings(topic, configs.get(resource(topic.name())), deviations);
      } else {
        deviations.add(new Deviation(topic.name(), "topic", "present", "missing"));
      }
    }
    return deviations;
  }

  /** Those of the topics that the cluster has. */
  static Map<String, TopicDescription> present(Admin admin, List<Topic> topics, Duration timeout) {
    Set<String> existing = await(admin.listTopics().names(), "list topics", timeout);
    List<String> names = topics.stream().map(Topic::name).filter(existing::contains).toList();
    Map<String, TopicDescription> present = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, described) -> {
              try {
                present.put(name, await(described, "describe topic " + name, timeout));
              } catch (TopicAdministrationFailure e) {
                // Deleted since it was listed, or its deletion was not known everywhere: missing.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
    return present;
  }

  private void addShape(Topic topic, TopicDescription found, List<Deviation> deviations) {
    add(topic, "partitions", topic.partitions(), found.partitions().size(), deviations);
    // The partition that differs most: one badly placed is enough to lose records.
    int fewest = found.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    add(topic, "replication.factor", replication.factor(), fewest, deviations);
  }

  private void addSettings(Topic topic, Config found, List<Deviation> deviations) {
    new TreeMap<>(replication.settings(topic))
        .forEach(
            (name, expected) -> {
              ConfigEntry entry = found.get(name);
              add(
                  topic,
                  name,
                  expected,
                  entry == null ? "unknown" : String.valueOf(entry.value()),
                  deviations);
            });
  }

  private static void add(
      Topic topic, String setting, Object expected, Object found, List<Deviation> deviations) {
    if (!expected.toString().equals(found.toString())) {
      deviations.add(new Deviation(topic.name(), setting, expected.toString(), found.toString()));
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
