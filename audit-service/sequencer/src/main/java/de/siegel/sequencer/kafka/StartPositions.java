package de.siegel.sequencer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Where the sequencer goes on, and who wrote that down. Each commit carries the random id of the
 * run that made it, so that a run that was fenced can tell a successor from its own timed-out
 * transaction.
 */
final class StartPositions {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int LOOK_MILLIS = 200;

  private StartPositions() {}

  /**
   * The committed offsets of the group. Who creates the topics sets them a moment later: as long as
   * there is none at all they are waited for a little.
   *
   * @throws SequencerFailure if a partition has none: they exist since the topic does
   */
  static Map<TopicPartition, Long> committed(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> sources) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Long> positions = found(consumer, sources);
    while (positions.isEmpty() && System.nanoTime() < end) {
      pause();
      positions = found(consumer, sources);
    }
    for (TopicPartition source : sources) {
      if (!positions.containsKey(source)) {
        throw new SequencerFailure(
            "The group sequencer has no committed offset for "
                + source
                + ". It is set when the topic is created and must never be guessed: find out why it"
                + " is gone, then set it to the offset after the last leaf from that partition");
      }
    }
    return positions;
  }

  private static Map<TopicPartition, Long> found(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> sources) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer
        .committed(Set.copyOf(sources))
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                positions.put(partition, offset.offset());
              }
            });
    return positions;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Whether another run than this one wrote the committed offsets last. */
  static boolean supersededBy(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> sources, String run) {
    return consumer.committed(Set.copyOf(sources)).values().stream()
        .anyMatch(offset -> offset != null && !offset.metadata().equals(run));
  }

  /** Offsets to commit, marked with the run. */
  static Map<TopicPartition, OffsetAndMetadata> marked(
      Map<TopicPartition, Long> positions, String run) {
    Map<TopicPartition, OffsetAndMetadata> marked = new HashMap<>();
    positions.forEach(
        (partition, offset) -> marked.put(partition, new OffsetAndMetadata(offset, run)));
    return marked;
  }

  /**
   * @throws SequencerFailure if the last leaf's source would be copied again
   */
  static void requireBehind(Optional<LogEnd.Leaf> last, Map<TopicPartition, Long> positions) {
    if (last.isEmpty()) {
      return;
    }
    var source = last.get().source();
    positions.forEach(
        (partition, offset) -> {
          if (partition.partition() == source.partition() && source.offset() >= offset) {
            throw new SequencerFailure(
                "The group sequencer would read "
                    + partition
                    + " again from "
                    + offset
                    + ", but leaf "
                    + last.get().index()
                    + " already came from "
                    + source
                    + ": somebody moved its offsets back. Set them to after the last leaves");
          }
        });
  }
}
