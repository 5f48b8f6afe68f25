package de.siegel.signer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncoveredTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final Uncovered uncovered = new Uncovered();

  @Test
  void isAsOldAsTheOldestThatNoCheckpointCovers() {
    assertThat(uncovered.age(NOON)).isZero();
    uncovered.announced(0, 5, NOON);
    uncovered.announced(1, 5, NOON.plusSeconds(10));

    assertThat(uncovered.age(NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    uncovered.covered(Map.of(0, 5L, 1, 4L));
    assertThat(uncovered.age(NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(20));
    uncovered.covered(Map.of(1, 9L));
    assertThat(uncovered.age(NOON.plusSeconds(30))).isZero();
  }

  @Test
  void aClockThatJumpsBackDoesNotMakeItYoung() {
    uncovered.announced(0, 5, NOON);

    assertThat(uncovered.age(NOON.minus(Duration.ofHours(1)))).isEqualTo(Duration.ofHours(1));
  }
}
