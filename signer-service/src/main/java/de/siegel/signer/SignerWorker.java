package de.siegel.signer;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.Outbound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One transactional consume-sign-produce loop. Any failure aborts the open transaction and ends
 * this worker's run; a new run begins at the committed offsets, so nothing is skipped.
 */
final class SignerWorker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** How often a quiet worker moves its offsets behind transaction markers. */
  private static final Duration IDLE_COMMIT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> transactional;
  private final Producer<byte[], byte[]> attempts;
  private final BatchSigner signer;
  private final DecidedHistory history;
  private final Announcements announcements;
  private final Runnable between;
  private final Runnable aborted;
  private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
  private long lookedAt = System.nanoTime();

  /**
   * @param between is run between batches
   * @param aborted is told of each transaction that is aborted
   */
  SignerWorker(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> transactional,
      Producer<byte[], byte[]> attempts,
      BatchSigner signer,
      DecidedHistory history,
      Announcements announcements,
      Runnable between,
      Runnable aborted) {
    this.consumer = consumer;
    this.transactional = transactional;
    this.attempts = attempts;
    this.signer = signer;
    this.history = history;
    this.announcements = announcements;
    this.between = between;
    this.aborted = aborted;
  }

  /** Works until it is told to stop; a batch that was begun is finished. */
  void run(BooleanSupplier stopped) {
    transactional.initTransactions();
    consumer.subscribe(List.of(TopicCatalogue.APPROVED), recall());
    while (!stopped.getAsBoolean()) {
      between.run();
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
      if (batch.isEmpty()) {
        commitMarkers();
      } else {
        process(batch);
      }
    }
  }

  /** Before a partition's first approval is read, what was decided there is known. */
  private ConsumerRebalanceListener recall() {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        history.recall(assigned.stream().map(TopicPartition::partition).toList());
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        history.drop(revoked.stream().map(TopicPartition::partition).toList());
      }
    };
  }

  private void process(ConsumerRecords<byte[], byte[]> batch) {
    announcements.requireCovered();
    Future<?>[] told = new Future<?>[1];
    transactional.beginTransaction();
    try {
      BatchSigner.SignedBatch signed =
          signer.sign(
              batch,
              event -> announce(attempts.send(attempt(event))),
              event -> told[0] = attempts.send(attempt(event)));
      for (Outbound outbound : signed.out()) {
        transactional.send(record(outbound));
      }
      transactional.sendOffsetsToTransaction(batch.nextOffsets(), consumer.groupMetadata());
      if (told[0] != null) {
        await(told[0]);
      }
      signer.requireStillAllowed(signed);
      transactional.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  private void abort(RuntimeException cause) {
    aborted.run();
    try {
      transactional.abortTransaction();
    } catch (KafkaException e) {
      // Fenced or broken: the broker aborts it for us.
      cause.addSuppressed(e);
    }
  }

  /**
   * Commits what lies behind the last record: transaction markers. Retention would otherwise remove
   * the committed offset in a quiet night, and a missing offset stops the signer.
   */
  private void commitMarkers() {
    if (System.nanoTime() - lookedAt < IDLE_COMMIT.toNanos()) {
      return;
    }
    lookedAt = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    if (!positions.isEmpty() && !positions.equals(committed)) {
      consumer.commitSync(positions);
      committed = positions;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Outbound outbound) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            outbound.topic(), outbound.partition(), outbound.key(), outbound.value());
    outbound
        .headers()
        .forEach(
            (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  private static ProducerRecord<byte[], byte[]> attempt(byte[] event) {
    return new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, event);
  }

  private void announce(Future<RecordMetadata> sent) {
    RecordMetadata place = await(sent);
    announcements.announced(place.partition(), place.offset());
  }

  private static <T> T await(Future<T> sent) {
    try {
      return sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("The audit did not take an attempt", e.getCause());
    }
  }

  @Override
  public void close() {
    consumer.close();
    history.close();
    transactional.close(Duration.ofSeconds(5));
    attempts.close(Duration.ofSeconds(5));
  }
}
