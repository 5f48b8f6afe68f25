package de.siegel.revocations;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.revocation.BlastRadius;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LinkOpener;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Nobody concludes from a trail of which some leaves could not be read. */
class TrailSearchTest {
  private static final Instant FROM = Instant.parse("2026-11-29T10:00:00Z");

  /** Holds one record from the asked time on, or none. */
  private static final class OneRecord extends MockConsumer<byte[], byte[]> {
    private final boolean there;

    OneRecord(byte[] value, RecordHeaders headers) {
      super("earliest");
      there = value.length > 0;
      updateBeginningOffsets(Map.of(TrailSearch.TRAIL, 0L));
      updateEndOffsets(Map.of(TrailSearch.TRAIL, there ? 1L : 0L));
      if (there) {
        schedulePollTask(
            () ->
                addRecord(
                    new ConsumerRecord<>(
                        TopicCatalogue.AUDIT_LOG,
                        0,
                        0,
                        FROM.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        ConsumerRecord.NULL_SIZE,
                        value.length,
                        null,
                        value,
                        headers,
                        Optional.empty())));
      }
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return there
          ? Map.of(TrailSearch.TRAIL, new OffsetAndTimestamp(0, FROM.toEpochMilli()))
          : java.util.Collections.singletonMap(TrailSearch.TRAIL, null);
    }
  }

  private static long search(byte[] value, RecordHeaders headers) {
    TrailSearch search =
        new TrailSearch(
            () -> new OneRecord(value, headers),
            new AvroDeserializer<>(new InMemorySchemaRegistry(), AuditEvent.class),
            LinkOpener.withoutKeys());
    return search.search(new BlastRadius((links, at) -> true), FROM);
  }

  private static RecordHeaders index(byte[] index) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("index", index);
    return headers;
  }

  @Test
  void aLeafThatCannotBeDecodedCounts() {
    byte[] index = ByteBuffer.allocate(Long.BYTES).putLong(7).array();
    assertThat(search(new byte[] {1, 2, 3}, index(index))).isEqualTo(1);
  }

  @Test
  void aRecordWithoutItsIndexCounts() {
    assertThat(search(new byte[] {1, 2, 3}, new RecordHeaders())).isEqualTo(1);
    assertThat(search(new byte[] {1, 2, 3}, index(new byte[] {1}))).isEqualTo(1);
  }

  @Test
  void whereNothingWasWrittenSinceNothingIsMissing() {
    assertThat(search(new byte[0], new RecordHeaders())).isZero();
  }
}
