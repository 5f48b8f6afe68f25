package de.siegel.fraudcheck.country;

import de.siegel.schemas.topic.TopicCatalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the side path from its beginning, in a thread of its own. When it cannot, decisions go on
 * with what was known last: it explains surges away and finds batches, and the rules about a
 * pharmacy itself need it for neither.
 */
public final class CountryReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CountryReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final List<TopicPartition> TOPICS =
      List.of(
          new TopicPartition(TopicCatalogue.FRAUD_COUNTRY, 0),
          new TopicPartition(TopicCatalogue.FRAUD_SIGHTINGS, 0));

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final WholeCountry country;
  private final BooleanSupplier startsAgain;
  private final MeterRegistry meters;
  private final Thread thread = new Thread(this::run, "fraud-country");
  private volatile Consumer<byte[], byte[]> current;
  private volatile boolean caughtUp;
  private volatile boolean closed;

  /**
   * @param consumers makes a reader of committed records that belongs to no group
   * @param startsAgain asked by the reading thread, several times a minute: whether everything has
   *     to be read again
   */
  public CountryReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      WholeCountry country,
      BooleanSupplier startsAgain,
      MeterRegistry meters) {
    this.consumers = consumers;
    this.country = country;
    this.startsAgain = startsAgain;
    this.meters = meters;
    // At 0 from the start: an alarm sees the first failure.
    failures();
    TOPICS.forEach(topic -> refused(topic.topic()));
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Whether all that had been written when it began is read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    while (!closed) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        consumer.assign(TOPICS);
        consumer.seekToBeginning(TOPICS);
        Map<TopicPartition, Long> ends = consumer.endOffsets(TOPICS);
        while (!closed) {
          if (startsAgain.getAsBoolean()) {
            consumer.seekToBeginning(TOPICS);
          }
          consumer.poll(POLL).forEach(this::take);
          if (TOPICS.stream().allMatch(topic -> consumer.position(topic) >= ends.get(topic))) {
            caughtUp = true;
          }
        }
      } catch (WakeupException | InterruptException e) {
        // Somebody wants this to end, or it tries again.
      } catch (RuntimeException e) {
        // A broker that is away, or a secret: decisions go on with what is known.
        failures().increment();
        LOG.atError()
            .addKeyValue("reason", e.toString())
            .log("The side path cannot be read, trying again");
        pause();
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    if (!country.take(message.topic(), key, message.value())) {
      refused(message.topic()).increment();
    }
  }

  private Counter failures() {
    return meters.counter("siegel.fraud.side.path.failures");
  }

  private Counter refused(String topic) {
    return meters.counter("siegel.fraud.side.path.refused", "topic", topic);
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> reading = current;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
