package de.siegel.servicekit.health;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.sealing.ReplyError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeCountersTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OutcomeCounters counters = new OutcomeCounters(meters, "validation");

  private double count(String name, String tag, String value) {
    return meters.get(name).tag("stage", "validation").tag(tag, value).counter().count();
  }

  @Test
  void countsADecisionOnceAndEachOfItsReasons() {
    counters.count(
        "REJECTED", List.of(new ReplyError("A", "f", "m"), new ReplyError("B", "f", "m")));
    counters.count("REJECTED", List.of(new ReplyError("A", "f", "m")));

    assertThat(count("siegel.decisions", "outcome", "REJECTED")).isEqualTo(2);
    assertThat(count("siegel.decision.codes", "code", "A")).isEqualTo(2);
    assertThat(count("siegel.decision.codes", "code", "B")).isEqualTo(1);
  }

  @Test
  void isNotFloodedByInventedCodes() {
    for (int i = 0; i < 5_000; i++) {
      counters.count("REJECTED", List.of(new ReplyError("CODE_" + i, "", "")));
    }

    assertThat(meters.getMeters()).hasSizeLessThan(510);
    assertThat(count("siegel.decision.codes", "code", "OTHER")).isGreaterThan(4_000);
    assertThat(count("siegel.decisions", "outcome", "REJECTED")).isEqualTo(5_000);
  }
}
