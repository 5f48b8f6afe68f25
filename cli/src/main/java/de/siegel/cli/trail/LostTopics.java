package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Topics that have to be written again: whether they are empty, and where readers go on. */
public final class LostTopics {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int MOST_LOOKS = 25;
  private static final String EVENTS = TopicCatalogue.AUDIT_EVENTS;
  private static final String MIN_IN_SYNC = "min.insync.replicas";

  private final Admin admin;

  /**
   * @param admin stays the caller's to close
   */
  public LostTopics(Admin admin) {
    this.admin = admin;
  }

  /** Whether the cluster has a topic. */
  boolean has(String topic) {
    return await(admin.listTopics().names()).contains(topic);
  }

  /** Whether a topic of one partition is missing, or nothing was ever written to it. */
  public boolean isLost(String name) {
    return !has(name) || end(new TopicPartition(name, 0), OffsetSpec.latest()) == 0;
  }

  /**
   * Makes a topic if it is not there, with as many copies as {@code audit.events} has.
   *
   * @param name of a topic with one partition
   * @throws CommandFailure if it is there and not empty, or not as the catalogue says
   */
  public void requireEmpty(String name) {
    TopicDescription events = events();
    Topic wanted =
        new TopicCatalogue(events.partitions().size(), List.of())
            .topics().stream().filter(topic -> topic.name().equals(name)).findFirst().orElseThrow();
    Replication replication = replication(events);
    if (!has(name)) {
      Map<String, String> settings = new HashMap<>(wanted.settings());
      settings.put(MIN_IN_SYNC, Integer.toString(replication.minInSync()));
      await(
          admin
              .createTopics(
                  List.of(
                      new NewTopic(name, wanted.partitions(), replication.factor())
                          .configs(settings)))
              .all());
    }
    List<Deviation> deviations = deviations(wanted, replication);
    if (!deviations.isEmpty()) {
      Deviation first = deviations.get(0);
      throw CommandFailure.negative(
          "%s is not as the catalogue says: its %s is %s and should be %s. Delete it, or put it right."
              .formatted(name, first.setting(), first.found(), first.expected()));
    }
    if (end(new TopicPartition(name, 0), OffsetSpec.latest()) > 0) {
      throw CommandFailure.negative(
          name
              + " is not empty: nothing is written over what is there. Keep it, find out why it is"
              + " there, and delete the topic only when you know.");
    }
  }

  /** Not every broker knows a new topic at once. */
  private List<Deviation> deviations(Topic topic, Replication replication) {
    TopicCheck check = new TopicCheck(admin, replication, LONGEST);
    List<Deviation> deviations = check.deviations(List.of(topic));
    for (int n = 0; n < MOST_LOOKS && !deviations.isEmpty(); n++) {
      try {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("Stopped while waiting for a new topic", e);
      }
      deviations = check.deviations(List.of(topic));
    }
    return deviations;
  }

  private TopicDescription events() {
    if (!has(EVENTS)) {
      throw CommandFailure.negative(
          "There is no audit.events: the sequencer reads it, and a trail's places are places in that"
              + " topic. Restore or make the brokers' other topics first (docs/RUNBOOK.md).");
    }
    return await(admin.describeTopics(List.of(EVENTS)).allTopicNames()).get(EVENTS);
  }

  private Replication replication(TopicDescription events) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
    String minInSync =
        await(admin.describeConfigs(List.of(resource)).all())
            .get(resource)
            .get(MIN_IN_SYNC)
            .value();
    return new Replication(
        (short) events.partitions().get(0).replicas().size(), Integer.parseInt(minInSync));
  }

  /**
   * From where the sequencer has to go on.
   *
   * @param last the last offset of each partition that the trail has a leaf of
   * @return the next offset of each partition of audit.events
   * @throws CommandFailure if the trail has leaves of events that audit.events never had
   */
  SortedMap<Integer, Long> next(SortedMap<Integer, Long> last) {
    SortedMap<Integer, Long> next = new TreeMap<>();
    int partitions = events().partitions().size();
    for (int partition = 0; partition < Math.max(partitions, lastOf(last) + 1); partition++) {
      TopicPartition at = new TopicPartition(EVENTS, partition);
      long after = last.getOrDefault(partition, -1L) + 1;
      long end = partition < partitions ? end(at, OffsetSpec.latest()) : 0;
      if (after > end) {
        throw CommandFailure.negative(
            "%s ends at %d, and the trail has leaves of it up to %d: this is not the audit.events that the trail came from, and a sequencer could not go on. Restore that topic first (docs/RUNBOOK.md)."
                .formatted(at, end, after - 1));
      }
      if (partition < partitions) {
        next.put(partition, Math.max(after, end(at, OffsetSpec.earliest())));
      }
    }
    return next;
  }

  private static int lastOf(SortedMap<Integer, Long> last) {
    return last.isEmpty() ? -1 : last.lastKey();
  }

  /** Lets the sequencer go on from there; what it finds behind is copied as ever. */
  void goOnFrom(SortedMap<Integer, Long> next) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach(
        (partition, offset) ->
            offsets.put(new TopicPartition(EVENTS, partition), new OffsetAndMetadata(offset)));
    await(admin.alterConsumerGroupOffsets(TopicCatalogue.SEQUENCER, offsets).all());
  }

  private long end(TopicPartition partition, OffsetSpec which) {
    ListOffsetsResultInfo found =
        await(admin.listOffsets(Map.of(partition, which)).all()).get(partition);
    return found.offset();
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("The brokers do not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Stopped while waiting for the brokers", e);
    }
  }
}
