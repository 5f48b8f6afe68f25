package de.siegel.servicekit.control;

import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the control topics from their beginning and feeds a {@link ControlView}. What is not signed
 * as the root of trust demands, or is older than what was seen, is left alone and counted; it is
 * never followed.
 */
public final class ControlTopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlTopicReader.class);

  /** Key of the heartbeats on every control topic. */
  private static final String HEARTBEAT = "heartbeat";

  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);

  private final Map<String, Object> consumerSettings;
  private final AvroDeserializer<ControlRecord> deserializer;
  private final ControlSignatures signatures;
  private final ControlView view;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> consumer;

  public ControlTopicReader(
      String owner,
      Map<String, Object> consumerSettings,
      AvroDeserializer<ControlRecord> deserializer,
      ControlSignatures signatures,
      ControlView view,
      InstantSource clock,
      MeterRegistry meters) {
    this.consumerSettings = Map.copyOf(consumerSettings);
    this.deserializer = deserializer;
    this.signatures = signatures;
    this.view = view;
    this.clock = clock;
    this.meters = meters;
    this.thread = new Thread(this::readUntilClosed, owner + "-control-view");
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  private void readUntilClosed() {
    while (!closed) {
      try {
        read();
      } catch (WakeupException stop) {
        // close() woke us
      } catch (InterruptException stop) {
        return; // whoever interrupts wants an end; the view grows stale and nothing is decided
      } catch (RuntimeException e) {
        // The view grows stale and the stage stops deciding; keep trying to hear the authorities.
        LOG.atError().setCause(e).log("Reading control topics failed, trying again");
        pause();
      }
    }
  }

  private void read() {
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer = reader;
      List<TopicPartition> partitions =
          TopicCatalogue.CONTROL.stream().map(topic -> new TopicPartition(topic, 0)).toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      long nextHousekeeping = clock.millis() + HOUSEKEEPING.toMillis();
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : reader.poll(Duration.ofMillis(200))) {
          follow(message);
        }
        if (clock.millis() >= nextHousekeeping) {
          view.forgetOldSessions();
          nextHousekeeping = clock.millis() + HOUSEKEEPING.toMillis();
        }
      }
    }
  }

  private void follow(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return; // the authority removes what ended long ago; the heartbeat tells if it was more
    }
    if (message.key() == null) {
      refuse(message, "NO_KEY");
      return;
    }
    String key = new String(message.key(), StandardCharsets.UTF_8);
    if (tellsNothingNow(key, message.timestamp(), clock.instant())) {
      return;
    }
    try {
      ControlRecord record = deserializer.deserialize(message.value());
      if (isHeartbeatHeardBefore(message.topic(), record)) {
        return;
      }
      Optional<VerifiedPayload> payload = signatures.verify(message.topic(), key, record);
      if (payload.isEmpty()) {
        refuse(message, "NOT_SIGNED_BY_ITS_AUTHORITY");
        return;
      }
      ControlHistory.Verdict verdict = view.follow(message.topic(), payload.get());
      // A reader that starts again meets everything a second time; that is no attack.
      switch (verdict) {
        case NEXT, OLD_SEQUENCE -> {}
        case OLD_VERSION, BROKEN_CHAIN, AHEAD -> refuse(message, verdict.name());
        case INCOMPLETE -> incomplete(message);
      }
    } catch (UndecodableRecord e) {
      refuse(message, e.reason().name());
    }
  }

  /**
   * Whether a record is a heartbeat of the past: it makes no view fresh, and a start that checked
   * all their signatures would take minutes. What is no heartbeat is not believed under this key.
   */
  static boolean tellsNothingNow(String key, long timestamp, Instant now) {
    return key.equals(HEARTBEAT)
        && Instant.ofEpochMilli(timestamp).isBefore(now.minus(ControlView.STALE_AFTER));
  }

  /**
   * Whether a heartbeat is no newer than the last that was believed: a copy, which anybody who may
   * write to the topic can make in any number. It would change nothing, so it is not worth a
   * signature's check.
   */
  private boolean isHeartbeatHeardBefore(String topic, ControlRecord record) {
    return ControlPayload.read(Bytes.of(record.getPayload()))
        .filter(ControlPayload.OfHeartbeat.class::isInstance)
        .filter(heartbeat -> !heartbeat.header().getIssuedAt().isAfter(view.spokenAt(topic)))
        .isPresent();
  }

  /** Heartbeats of the past speak of records that compaction took; one of today must not. */
  private void incomplete(ConsumerRecord<byte[], byte[]> message) {
    Instant recent = clock.instant().minus(ControlView.STALE_AFTER);
    if (Instant.ofEpochMilli(message.timestamp()).isAfter(recent)) {
      refuse(message, ControlHistory.Verdict.INCOMPLETE.name());
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> message, String reason) {
    meters
        .counter("siegel.control.refused", "topic", message.topic(), "reason", reason)
        .increment();
    LOG.atError()
        .addKeyValue("topic", message.topic())
        .addKeyValue("offset", message.offset())
        .addKeyValue("reason", reason)
        .log("Control record refused");
  }

  private void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> reader = consumer;
    if (reader != null) {
      reader.wakeup();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
