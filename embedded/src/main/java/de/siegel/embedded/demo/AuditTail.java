package de.siegel.embedded.demo;

import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the audit log from now on. */
public final class AuditTail implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int INDEX_LENGTH = Long.BYTES;

  /**
   * A leaf of the log.
   *
   * @param index its place
   * @param event what it says
   */
  public record Line(long index, AuditEvent event) {
    /** What it says, on one line. */
    public String text() {
      Command command = event.getCommand();
      String act =
          command != null
              ? command.getName() + " " + command.getSubject()
              : event.getKind()
                  + Optional.ofNullable(event.getDecision())
                      .map(decision -> " " + codes(decision.getFindings()))
                      .orElse("");
      return "leaf " + index + ": " + event.getStage() + ": " + act.strip();
    }

    private static String codes(List<AuditFinding> findings) {
      return String.join(" ", findings.stream().map(AuditFinding::getCode).toList());
    }
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDeserializer<AuditEvent> deserializer;
  private final Deque<Line> seen = new ArrayDeque<>();

  /** Stands at the end of the log. */
  public AuditTail(EmbeddedPipeline pipeline) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                pipeline.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    deserializer = new AvroDeserializer<>(pipeline.schemaRegistry(), AuditEvent.class);
    TopicPartition log = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);
    consumer.assign(List.of(log));
    consumer.seek(log, consumer.endOffsets(List.of(log)).get(log));
  }

  /**
   * Waits for the next leaf of a kind; what lies before it is passed over.
   *
   * @return empty if none comes within 15 s
   */
  public Optional<Line> next(Predicate<Line> wanted) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      while (!seen.isEmpty()) {
        Line line = seen.poll();
        if (wanted.test(line)) {
          return Optional.of(line);
        }
      }
      for (ConsumerRecord<byte[], byte[]> leaf : consumer.poll(Duration.ofMillis(100))) {
        byte[] index = leaf.headers().lastHeader("index").value();
        if (index.length == INDEX_LENGTH) {
          seen.add(new Line(ByteBuffer.wrap(index).getLong(), event(leaf.value())));
        }
      }
    }
    return Optional.empty();
  }

  private AuditEvent event(byte[] leaf) {
    try {
      return deserializer.deserialize(leaf);
    } catch (UndecodableRecord e) {
      throw new IllegalStateException("a leaf of the audit log cannot be read", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
