package de.siegel.servicekit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ControlTopicReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private static boolean skipped(String key, Instant at) {
    return ControlTopicReader.tellsNothingNow(key, at.toEpochMilli(), NOW);
  }

  /** A topic may hold a day's heartbeats: a start must not check the signature of each. */
  @Test
  void passesByHeartbeatsThatCanMakeNoViewFresh() {
    Instant oldest = NOW.minus(ControlView.STALE_AFTER);

    assertThat(skipped("heartbeat", oldest.minusMillis(1))).isTrue();
    assertThat(skipped("heartbeat", oldest)).isFalse();
    assertThat(skipped("heartbeat", NOW)).isFalse();
  }

  @Test
  void readsEveryOtherRecordHoweverOld() {
    assertThat(skipped("pharmacy-1", Instant.EPOCH)).isFalse();
    assertThat(skipped("", Instant.EPOCH)).isFalse();
  }
}
