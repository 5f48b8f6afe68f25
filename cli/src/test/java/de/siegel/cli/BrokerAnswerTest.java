package de.siegel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokerAnswerTest {
  private static final String NOBODY = "127.0.0.1:1";
  private final StringWriter err = new StringWriter();

  @Test
  void brokersThatAreAwayAreNamedSoonAndNotWaitedForLong() {
    KafkaSettings kafka =
        new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", NOBODY)));

    assertThatThrownBy(
            () ->
                BrokerAnswer.require(
                    kafka,
                    NOBODY,
                    new PrintWriter(err),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll(NOBODY, "do not answer", "--bootstrap", "--data");
    assertThat(err.toString()).contains("at " + NOBODY + " do not answer yet");
  }
}
