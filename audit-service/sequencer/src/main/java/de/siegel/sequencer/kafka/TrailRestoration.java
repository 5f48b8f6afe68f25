package de.siegel.sequencer.kafka;

import static de.siegel.schemas.topic.TopicCatalogue.AUDIT_LOG;
import static de.siegel.schemas.topic.TopicCatalogue.SEQUENCER;

import de.siegel.sequencer.domain.SourceRecord.Position;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes leaves again that a log had, as the sequencer wrote them: same bytes, same headers, in
 * transactions of its id, so that a sequencer that runs is fenced and two never write at once. Who
 * calls it has made sure that the log is empty.
 *
 * <p>Not safe for use by several threads.
 */
public final class TrailRestoration implements AutoCloseable {
  /** A transaction of so many leaves ends long before the broker would abort it. */
  private static final int LEAVES_A_TRANSACTION = 2_000;

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private int open;

  /**
   * Fences any other writer.
   *
   * @throws org.apache.kafka.common.KafkaException if the cluster does not answer
   */
  public TrailRestoration(KafkaSettings kafka) {
    producer =
        new KafkaProducer<>(
            kafka.transactionalProducer("restore", SEQUENCER),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Writes the next leaf.
   *
   * @param partition of audit.events, and {@code offset} in it: where it came from
   * @throws org.apache.kafka.common.KafkaException if it cannot, or a sequencer has taken over
   */
  public void append(long index, int partition, long offset, byte[] value) {
    if (open == 0) {
      producer.beginTransaction();
    }
    producer.send(
        new ProducerRecord<>(
            AUDIT_LOG,
            0,
            null,
            null,
            value,
            LeafHeaders.of(index, new Position(partition, offset))));
    open++;
    if (open == LEAVES_A_TRANSACTION) {
      commit();
    }
  }

  /** Commits what is still open. */
  public void commit() {
    if (open > 0) {
      producer.commitTransaction();
      open = 0;
    }
  }

  /** Aborts what is open. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
