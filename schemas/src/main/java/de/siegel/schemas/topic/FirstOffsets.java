package de.siegel.schemas.topic;

import static de.siegel.schemas.topic.TopicAdministration.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The offsets at which consumer groups begin. They are set to 0 while a partition is untouched, and
 * never later: where something was written and the group has no offset, somebody has to find out
 * why, or requests are decided twice or never.
 */
final class FirstOffsets {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Admin admin;
  private final Duration timeout;

  FirstOffsets(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /** A partition that a group has to read and has no offset for. */
  private record Gap(String group, TopicPartition partition) {}

  void setWhereNothingWasWritten(List<Topic> topics) {
    Map<String, List<TopicPartition>> byGroup =
        gaps(topics).stream()
            .collect(
                Collectors.groupingBy(
                    Gap::group, Collectors.mapping(Gap::partition, Collectors.toList())));
    byGroup.forEach(
        (group, partitions) -> {
          Map<TopicPartition, OffsetAndMetadata> zero =
              untouched(partitions).stream()
                  .collect(Collectors.toMap(Function.identity(), key -> new OffsetAndMetadata(0)));
          set(group, zero);
        });
  }

  /** The coordinator of groups hears of new topics a moment after they are made. */
  private void set(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        await(
            admin.alterConsumerGroupOffsets(group, offsets).all(),
            "set the first offsets of group " + group,
            timeout);
        return;
      } catch (TopicAdministrationFailure e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() >= end) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  /** One deviation for each topic and group of which a partition has no offset. */
  List<Deviation> missing(List<Topic> topics) {
    List<Gap> gaps = gaps(topics);
    List<Deviation> deviations = new ArrayList<>();
    for (Topic topic : topics) {
      for (String group : topic.groups()) {
        List<Integer> partitions =
            gaps.stream()
                .filter(gap -> gap.group().equals(group))
                .filter(gap -> gap.partition().topic().equals(topic.name()))
                .map(gap -> gap.partition().partition())
                .toList();
        if (!partitions.isEmpty()) {
          deviations.add(
              new Deviation(
                  topic.name(),
                  "first offset of " + group,
                  "set on every partition",
                  "missing on partitions " + partitions));
        }
      }
    }
    return deviations;
  }

  private List<Gap> gaps(List<Topic> topics) {
    Map<String, List<TopicPartition>> wanted = wanted(topics);
    List<Gap> gaps = new ArrayList<>();
    wanted.forEach(
        (group, partitions) -> {
          Map<TopicPartition, OffsetAndMetadata> committed = committed(group, partitions);
          partitions.stream()
              .filter(partition -> committed.get(partition) == null)
              .forEach(partition -> gaps.add(new Gap(group, partition)));
        });
    return gaps;
  }

  /** For each group the partitions of its topics, as many as the cluster has. */
  private Map<String, List<TopicPartition>> wanted(List<Topic> topics) {
    Map<String, TopicDescription> present = TopicCheck.present(admin, topics, timeout);
    Map<String, List<TopicPartition>> wanted = new HashMap<>();
    for (Topic topic : topics) {
      if (present.containsKey(topic.name())) {
        for (String group : topic.groups()) {
          List<TopicPartition> partitions = wanted.computeIfAbsent(group, key -> new ArrayList<>());
          present
              .get(topic.name())
              .partitions()
              .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
      }
    }
    return wanted;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      String group, List<TopicPartition> partitions) {
    var groups = Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions));
    return await(
        admin.listConsumerGroupOffsets(groups).partitionsToOffsetAndMetadata(group),
        "list the offsets of group " + group,
        timeout);
  }

  private List<TopicPartition> untouched(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> ends =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), key -> OffsetSpec.latest()));
    return await(admin.listOffsets(ends).all(), "list end offsets", timeout).entrySet().stream()
        .filter(entry -> entry.getValue().offset() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
