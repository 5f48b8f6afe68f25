package de.siegel.signer;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CheckpointWatchTest {
  private static TopicPartition events(int partition) {
    return new TopicPartition(TopicCatalogue.AUDIT_EVENTS, partition);
  }

  /** The place of a leaf stands beside it: whoever edits the trail on disk could name any. */
  @Test
  void aCheckpointThatCoversEventsThatAreNotThereCoversNothing() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updateEndOffsets(Map.of(events(0), 10L, events(1), 5L));

    assertThat(CheckpointWatch.isPossible(consumer, Map.of(0, 9L, 1, 4L))).isTrue();
    assertThat(CheckpointWatch.isPossible(consumer, Map.of(0, 9L, 1, 5L))).isFalse();
    assertThat(CheckpointWatch.isPossible(consumer, Map.of(0, 99_999_999_999_999_999L))).isFalse();
  }
}
