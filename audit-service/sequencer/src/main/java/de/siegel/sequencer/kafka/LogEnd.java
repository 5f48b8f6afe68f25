package de.siegel.sequencer.kafka;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sequencer.domain.SourceRecord.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the last committed leaf. The log itself is the only memory of the next index; there is no
 * local file that could disagree with it.
 */
final class LogEnd {
  static final TopicPartition LOG = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);

  private static final long FIRST_WINDOW = 256;
  private static final long LARGEST_WINDOW = 65_536;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_EMPTY_POLLS = 50;

  private LogEnd() {}

  /**
   * The last leaf.
   *
   * @param index its index
   * @param source where it came from
   */
  record Leaf(long index, Position source) {}

  /**
   * Reads backwards from the end, over the markers and aborted records of transactions, until a
   * leaf comes. No transaction may be open on the log.
   *
   * @param consumer read_committed; is assigned to the log by this call
   * @return empty if the log has no leaf
   * @throws SequencerFailure if there is none though the log once had some
   */
  static Optional<Leaf> find(Consumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(LOG));
    long start = consumer.beginningOffsets(List.of(LOG)).get(LOG);
    long end = consumer.endOffsets(List.of(LOG)).get(LOG);
    long window = FIRST_WINDOW;
    while (end > start) {
      long from = Math.max(start, end - window);
      Optional<Leaf> last = last(consumer, from, end);
      if (last.isPresent()) {
        return last;
      }
      end = from;
      window = Math.min(window * 2, LARGEST_WINDOW);
    }
    if (start > 0) {
      throw new SequencerFailure(
          "audit.log begins at offset "
              + start
              + " and holds no leaf: records were deleted from it. Restore it before any more is"
              + " written");
    }
    return Optional.empty();
  }

  private static Optional<Leaf> last(Consumer<byte[], byte[]> consumer, long from, long end) {
    consumer.seek(LOG, from);
    Optional<Leaf> last = Optional.empty();
    int empty = 0;
    while (consumer.position(LOG) < end) {
      long before = consumer.position(LOG);
      for (ConsumerRecord<byte[], byte[]> leaf : consumer.poll(POLL)) {
        if (leaf.offset() < end) {
          last =
              Optional.of(
                  new Leaf(LeafHeaders.index(leaf.headers()), LeafHeaders.source(leaf.headers())));
        }
      }
      empty = consumer.position(LOG) == before ? empty + 1 : 0;
      if (empty > MOST_EMPTY_POLLS) {
        throw new TimeoutException("The end of audit.log cannot be read");
      }
    }
    return last;
  }
}
