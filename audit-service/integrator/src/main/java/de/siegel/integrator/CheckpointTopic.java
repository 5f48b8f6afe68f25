package de.siegel.integrator;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.Coverage;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The checkpoints that were published. */
final class CheckpointTopic {
  private static final TopicPartition TOPIC =
      new TopicPartition(TopicCatalogue.AUDIT_CHECKPOINTS, 0);

  /** Header of a record: what its checkpoint covers, signed. */
  private static final String COVERS = "covers";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int SECONDS = 30;

  private final KafkaProducer<byte[], byte[]> producer;
  private final VerifierKey key;
  private final String origin;

  CheckpointTopic(KafkaProducer<byte[], byte[]> producer, VerifierKey key, String origin) {
    this.producer = producer;
    this.key = key;
    this.origin = origin;
  }

  /** The largest checkpoint of this log that its key signed; others are left alone. */
  Optional<Checkpoint> last(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(TOPIC));
    consumer.seekToBeginning(List.of(TOPIC));
    long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
    Optional<Checkpoint> last = Optional.empty();
    while (consumer.position(TOPIC) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<Checkpoint> read = read(record.value());
        if (read.isPresent() && read.get().size() >= last.map(Checkpoint::size).orElse(0L)) {
          last = read;
        }
      }
    }
    return last;
  }

  /**
   * The larger one of two: a topic can be deleted, and so can a folder.
   *
   * @param kept a checkpoint that stands elsewhere; nothing if its key did not sign it
   */
  Optional<Checkpoint> larger(Optional<Checkpoint> one, Optional<byte[]> kept) {
    Optional<Checkpoint> other = kept.flatMap(this::read);
    return other.isPresent() && other.get().size() > one.map(Checkpoint::size).orElse(-1L)
        ? other
        : one;
  }

  private Optional<Checkpoint> read(byte[] value) {
    try {
      SignedNote note = SignedNote.parse(value == null ? new byte[0] : value);
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      return checkpoint.origin().equals(origin)
              && note.check(List.of(key)) instanceof SignedNote.Check.Signed
          ? Optional.of(checkpoint)
          : Optional.empty();
    } catch (MalformedNote e) {
      return Optional.empty();
    }
  }

  /** Publishes what witnesses signed. Returns when it is durable. */
  void publish(SignedNote note) {
    send(record(note));
  }

  /**
   * Publishes a checkpoint with what it covers. Returns when both are durable.
   *
   * @param covers a signed {@link Coverage}
   */
  void publish(SignedNote note, SignedNote covers) {
    ProducerRecord<byte[], byte[]> record = record(note);
    record.headers().add(COVERS, covers.bytes());
    send(record);
  }

  private ProducerRecord<byte[], byte[]> record(SignedNote note) {
    return new ProducerRecord<>(
        TOPIC.topic(), 0, origin.getBytes(StandardCharsets.UTF_8), note.bytes());
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Stopped while a checkpoint was published", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("A checkpoint could not be published", e);
    }
  }
}
