package de.siegel.schemas.topic;

import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Brings a cluster and a registry to what the catalogue wants: creates what is missing, and names
 * what is otherwise without changing it. Running it again, also after it was broken off, is safe.
 */
public final class TopicAdministration {

  private static final int KNOWN_POLL_MILLIS = 50;

  private final Admin admin;
  private final SchemaRegistry registry;
  private final Replication replication;
  private final Duration timeout;
  private final TopicCheck check;
  private final FirstOffsets firstOffsets;

  /**
   * @param admin stays the caller's to close
   * @param timeout the longest wait for each answer of the cluster
   */
  public TopicAdministration(
      Admin admin, SchemaRegistry registry, Replication replication, Duration timeout) {
    this.admin = Objects.requireNonNull(admin);
    this.registry = Objects.requireNonNull(registry);
    this.replication = Objects.requireNonNull(replication);
    this.timeout = Objects.requireNonNull(timeout);
    this.check = new TopicCheck(admin, replication, timeout);
    this.firstOffsets = new FirstOffsets(admin, timeout);
  }

  /**
   * Registers each topic's schema under FULL_TRANSITIVE, creates the topics that are missing, and
   * gives their consumer groups the first offset 0. A stage reads with {@code
   * auto.offset.reset=none}: without that it does not start, and so can never skip what was written
   * before it first ran. Offsets of partitions that were ever written to are not touched.
   *
   * @throws TopicAdministrationFailure if the cluster refuses or does not answer
   * @throws de.siegel.schemas.registry.RegistryException if the registry does, also for an
   *     incompatible schema; then no topic was created
   */
  public TopicReport apply(TopicCatalogue catalogue) {
    List<Topic> topics = catalogue.topics();
    topics.forEach(this::registerSchema);
    List<String> created = create(topics);
    awaitKnown(created);
    firstOffsets.setWhereNothingWasWritten(topics);
    return new TopicReport(created, check(catalogue));
  }

  /**
   * Compares and changes nothing. Schemas are not compared: a writer looks for its own at start.
   *
   * @return each deviation, in the catalogue's order
   * @throws TopicAdministrationFailure if the cluster does not answer
   */
  public List<Deviation> check(TopicCatalogue catalogue) {
    List<Topic> topics = catalogue.topics();
    List<Deviation> deviations = new ArrayList<>(check.deviations(topics));
    deviations.addAll(firstOffsets.missing(topics));
    return List.copyOf(deviations);
  }

  private void registerSchema(Topic topic) {
    if (topic.value().isEmpty()) {
      return;
    }
    Schema schema = topic.value().get();
    String subject = AvroSerializer.subject(topic.name());
    // Not every registry takes a level for a subject that it does not know yet.
    boolean isNew = registry.latest(subject).isEmpty();
    if (isNew) {
      registry.register(subject, schema);
    }
    registry.requireFullTransitive(subject);
    if (!isNew) {
      registry.register(subject, schema);
    }
  }

  private List<String> create(List<Topic> topics) {
    Set<String> existing = await(admin.listTopics().names(), "list topics", timeout);
    List<Topic> missing =
        topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
    Map<String, KafkaFuture<Void>> results =
        admin.createTopics(missing.stream().map(this::newTopic).toList()).values();
    List<String> created = new ArrayList<>();
    for (Topic topic : missing) {
      try {
        await(results.get(topic.name()), "create topic " + topic.name(), timeout);
        created.add(topic.name());
      } catch (TopicAdministrationFailure e) {
        // Another run was quicker; the check that follows looks at what it made.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    return created;
  }

  /**
   * The controller answers before the brokers know: who asks one of them at once is told that there
   * is no such topic, and would leave its groups without a first offset.
   */
  private void awaitKnown(List<String> created) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!known(created)) {
      if (System.nanoTime() > end) {
        throw new TopicAdministrationFailure(
            "wait for the new topics to have leaders: not after " + timeout, null);
      }
      try {
        Thread.sleep(KNOWN_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TopicAdministrationFailure("wait for the new topics: interrupted", e);
      }
    }
  }

  private boolean known(List<String> created) {
    try {
      return await(
              admin.describeTopics(created).allTopicNames(), "describe the new topics", timeout)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null);
    } catch (TopicAdministrationFailure e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), topic.partitions(), replication.factor())
        .configs(replication.settings(topic));
  }

  /**
   * Waits for an answer of the cluster.
   *
   * @param what was asked, for people
   * @throws TopicAdministrationFailure if it refuses, with its reason as the cause, or does not
   *     answer in time
   */
  public static <T> T await(KafkaFuture<T> future, String what, Duration timeout) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new TopicAdministrationFailure(what + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new TopicAdministrationFailure(what + ": no answer in " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicAdministrationFailure(what + ": interrupted", e);
    }
  }
}
