package de.siegel.cli.control;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The records of the control topics on the brokers. */
final class ControlRecords {
  private static final int SECONDS = 30;

  private ControlRecords() {}

  /**
   * Reads each topic to where it ends now.
   *
   * @throws KafkaException if the brokers stop answering
   */
  static void read(KafkaSettings kafka, Consumer<BackupLine> each) {
    read(kafka, TopicCatalogue.CONTROL, each);
  }

  /**
   * Reads some of them.
   *
   * @throws KafkaException if the brokers stop answering
   */
  static void read(KafkaSettings kafka, Collection<String> topics, Consumer<BackupLine> each) {
    // Topic by topic: while an authority runs, each of them has no end.
    for (String topic : topics) {
      TopicScan.scan(
          kafka,
          "control-backup",
          List.of(new TopicPartition(topic, 0)),
          record -> each.accept(new BackupLine(topic, record.key(), record.value())));
    }
  }

  /** Writes records in their order. */
  static final class Sink implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private Future<RecordMetadata> last;

    Sink(KafkaSettings kafka) {
      producer =
          new KafkaProducer<>(
              kafka.producer("control-restore"),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void write(BackupLine line) {
      last = producer.send(new ProducerRecord<>(line.topic(), 0, line.key(), line.value()));
    }

    /**
     * Returns when all is durable.
     *
     * @throws KafkaException if something is not; delete the topics then, and begin again
     */
    void flush() {
      producer.flush();
      try {
        if (last != null) {
          last.get(SECONDS, TimeUnit.SECONDS);
        }
      } catch (ExecutionException | TimeoutException e) {
        throw new KafkaException("A record was not written", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("Stopped while records were written", e);
      }
    }

    @Override
    public void close() {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
