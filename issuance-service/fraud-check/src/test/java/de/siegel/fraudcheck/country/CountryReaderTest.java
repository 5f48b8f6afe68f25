package de.siegel.fraudcheck.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.key.SecretFolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryReaderTest {
  @TempDir Path folder;

  private static Consumer<byte[], byte[]> consumer() {
    Map<TopicPartition, Long> empty =
        Map.of(
            new TopicPartition(TopicCatalogue.FRAUD_COUNTRY, 0), 0L,
            new TopicPartition(TopicCatalogue.FRAUD_SIGHTINGS, 0), 0L);
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(empty);
    consumer.updateEndOffsets(empty);
    return consumer;
  }

  /** Its thread must not end unseen: nobody would notice that the country stands still. */
  @Test
  void readsOnAfterASecretWasMissingForAMoment() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    AtomicInteger turns = new AtomicInteger();
    try (CountryReader reader =
        new CountryReader(
            CountryReaderTest::consumer,
            new WholeCountry(new SidePath(new SecretFolder(folder)), Clock.systemUTC()),
            () -> {
              if (turns.incrementAndGet() == 3) {
                throw new ControlUnavailable("a secret is missing");
              }
              return false;
            },
            meters)) {
      assertThat(meters.get("siegel.fraud.side.path.failures").counter().count()).isZero();
      assertThat(meters.get("siegel.fraud.side.path.refused").counters()).hasSize(2);
      reader.start();

      await().atMost(Duration.ofSeconds(20)).until(() -> turns.get() > 10);

      assertThat(reader.caughtUp()).isTrue();
      assertThat(meters.get("siegel.fraud.side.path.failures").counter().count()).isEqualTo(1);
    }
  }
}
