package de.siegel.integrator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Pace pace = new Pace(INTERVAL);

  @Test
  void isDueAtOnceAndThenOncePerInterval() {
    assertThat(pace.due(NOON)).isTrue();
    assertThat(pace.due(NOON)).isFalse();
    assertThat(pace.due(NOON.plusMillis(499))).isFalse();
    assertThat(pace.due(NOON.plusMillis(500))).isTrue();
    assertThat(pace.due(NOON.plusMillis(999))).isFalse();
  }

  @Test
  void aClockThatJumpsBackDoesNotStopIt() {
    assertThat(pace.due(NOON)).isTrue();
    Instant back = NOON.minus(Duration.ofHours(3));

    assertThat(pace.due(back)).isTrue();
    assertThat(pace.due(back.plusMillis(1))).isFalse();
    assertThat(pace.due(back.plus(INTERVAL))).isTrue();
  }

  @Test
  void aClockThatJumpsForwardIsDueOnce() {
    assertThat(pace.due(NOON)).isTrue();
    Instant later = NOON.plus(Duration.ofDays(400));

    assertThat(pace.due(later)).isTrue();
    assertThat(pace.due(later)).isFalse();
  }
}
