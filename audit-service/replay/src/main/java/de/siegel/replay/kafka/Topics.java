package de.siegel.replay.kafka;

import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topics that the check reads, as the cluster has them.
 *
 * @param outcomes outcome topics of all tenants
 * @param parked parked topics of all stages
 * @param descriptions all topics of the check, by name
 * @param answersFrom answers to submissions of this time or later are still retained
 */
record Topics(
    Set<String> outcomes,
    Set<String> parked,
    Map<String, TopicDescription> descriptions,
    Instant answersFrom) {
  private static final int LONGEST_SECONDS = 30;

  /** Retention may take a record while the check runs. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  static Topics of(Admin admin, Instant now) {
    Set<String> all = await(admin.listTopics().names());
    Set<String> outcomes = startingWith(all, TopicCatalogue.outcomes(""));
    Set<String> parked =
        Set.copyOf(
            TopicCatalogue.STAGES.stream()
                .map(TopicCatalogue::parked)
                .filter(all::contains)
                .toList());
    List<String> read =
        Stream.of(
                outcomes.stream(),
                parked.stream(),
                Stream.of(TopicCatalogue.VALIDATED, TopicCatalogue.APPROVED).filter(all::contains),
                Stream.of(
                    TopicCatalogue.REQUESTS, TopicCatalogue.AUDIT_EVENTS, TopicCatalogue.AUDIT_LOG))
            .flatMap(names -> names)
            .toList();
    Map<String, TopicDescription> descriptions = await(admin.describeTopics(read).allTopicNames());
    List<String> answers = Stream.concat(outcomes.stream(), parked.stream()).toList();
    return new Topics(outcomes, parked, descriptions, answersFrom(admin, answers, now));
  }

  private static Set<String> startingWith(Set<String> names, String prefix) {
    return Set.copyOf(names.stream().filter(name -> name.startsWith(prefix)).toList());
  }

  private static Instant answersFrom(Admin admin, List<String> topics, Instant now) {
    Map<ConfigResource, Config> settings =
        await(
            admin
                .describeConfigs(
                    topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
    Map<String, Long> wanted = wanted(topics);
    // Shorter than the catalogue demands is no excuse: a topic that a stranger made, or whose
    // retention was cut, must not take answers out of the comparison.
    return settings.entrySet().stream()
        .mapToLong(
            entry -> {
              String retention = entry.getValue().get(TopicConfig.RETENTION_MS_CONFIG).value();
              long actual = Long.parseLong(retention);
              return actual < 0 ? actual : Math.max(actual, wanted.get(entry.getKey().name()));
            })
        .filter(retention -> retention >= 0)
        .min()
        .stream()
        .mapToObj(retention -> now.minusMillis(retention).plus(MARGIN))
        .findAny()
        .orElse(Instant.MIN);
  }

  /** Retention that the catalogue demands, in milliseconds. */
  private static Map<String, Long> wanted(List<String> topics) {
    String prefix = TopicCatalogue.outcomes("");
    List<String> tenants =
        topics.stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .toList();
    return new TopicCatalogue(1, tenants)
        .topics().stream().collect(Collectors.toMap(Topic::name, t -> t.retention().toMillis()));
  }

  List<TopicPartition> partitions(String topic) {
    return descriptions.get(topic).partitions().stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  List<TopicPartition> partitions(Collection<String> topics) {
    return topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
  }

  static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("The cluster does not answer");
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
