package de.siegel.revocations;

import de.siegel.revocation.BlastRadius;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.servicekit.record.LeafLinks;
import de.siegel.servicekit.record.LinkOpener;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Looks for certificates in the trail itself: what persons sign for, or a pharmacy asks for, is
 * held against it.
 */
final class TrailSearch {
  static final TopicPartition TRAIL = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AvroDeserializer<AuditEvent> deserializer;
  private final LinkOpener links;

  /** Not safe for use by several threads: neither is what it reads with. */
  TrailSearch(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AvroDeserializer<AuditEvent> deserializer,
      LinkOpener links) {
    this.consumers = consumers;
    this.deserializer = deserializer;
    this.links = links;
  }

  /**
   * A leaf of the trail.
   *
   * @param index its number
   * @param event what it says
   * @param links what links it, as far as that can be opened
   */
  record Leaf(long index, AuditEvent event, LeafLinks links) {}

  /** Reads a record; empty if it is no leaf, which the oracle says elsewhere. */
  Optional<Leaf> leaf(ConsumerRecord<byte[], byte[]> record) {
    Header index = record.headers().lastHeader("index");
    if (index == null || index.value() == null || index.value().length != Long.BYTES) {
      return Optional.empty();
    }
    try {
      AuditEvent event = deserializer.deserialize(record.value());
      return Optional.of(
          new Leaf(ByteBuffer.wrap(index.value()).getLong(), event, links.open(event)));
    } catch (UndecodableRecord e) {
      return Optional.empty();
    }
  }

  /**
   * Hands the trail over twice, from a time on: a request is asked for before it is in the log.
   *
   * @return how many leaves of that time could not be looked at: their month's key is not here, or
   *     they are none
   */
  long search(BlastRadius radius, Instant from) {
    long closed =
        read(
            from,
            leaf ->
                leaf.links()
                    .opened()
                    .ifPresent(found -> radius.seek(leaf.index(), leaf.event(), found)));
    read(
        from,
        leaf -> leaf.links().opened().ifPresent(found -> radius.attempts(leaf.event(), found)));
    return closed;
  }

  private long read(Instant from, java.util.function.Consumer<Leaf> each) {
    AtomicLong unseen = new AtomicLong();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      OffsetAndTimestamp start =
          consumer.offsetsForTimes(Map.of(TRAIL, from.toEpochMilli())).get(TRAIL);
      if (start == null) {
        return 0;
      }
      TopicScan.scan(
          consumer,
          List.of(TRAIL),
          Map.of(TRAIL, start.offset()),
          record -> {
            Optional<Leaf> leaf = leaf(record);
            leaf.ifPresent(each);
            // What cannot be read may be a certificate's leaf too: nobody concludes without it.
            if (leaf.filter(one -> !(one.links() instanceof LeafLinks.Closed)).isEmpty()) {
              unseen.incrementAndGet();
            }
          });
    }
    return unseen.get();
  }
}
