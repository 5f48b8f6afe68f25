package de.siegel.replay.kafka;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the sequencer has brought into the log what was there to be brought: before that nobody
 * can say that the trail does not know something.
 */
public final class SequencerProgress {
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private SequencerProgress() {}

  /** Notes what is on {@code audit.events} now, open transactions among it. */
  public static SequencerProgress begin(KafkaSettings kafka) {
    SequencerProgress progress = new SequencerProgress();
    try (Admin admin = Admin.create(kafka.common())) {
      Map<TopicPartition, OffsetSpec> latest =
          Topics.await(
                  admin
                      .describeTopics(java.util.List.of(TopicCatalogue.AUDIT_EVENTS))
                      .allTopicNames())
              .get(TopicCatalogue.AUDIT_EVENTS)
              .partitions()
              .stream()
              .collect(
                  Collectors.toMap(
                      info -> new TopicPartition(TopicCatalogue.AUDIT_EVENTS, info.partition()),
                      info -> OffsetSpec.latest()));
      Topics.await(
              admin
                  .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                  .all())
          .forEach((partition, end) -> progress.ends.put(partition, end.offset()));
    }
    return progress;
  }

  /** Whether the sequencer has passed all that was there then. */
  public boolean isPassed(KafkaSettings kafka) {
    try (Admin admin = Admin.create(kafka.common())) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          Topics.await(
              admin
                  .listConsumerGroupOffsets(TopicCatalogue.SEQUENCER)
                  .partitionsToOffsetAndMetadata());
      return ends.entrySet().stream()
          .allMatch(
              end ->
                  end.getValue() == 0
                      || (committed.get(end.getKey()) != null
                          && committed.get(end.getKey()).offset() >= end.getValue()));
    }
  }
}
