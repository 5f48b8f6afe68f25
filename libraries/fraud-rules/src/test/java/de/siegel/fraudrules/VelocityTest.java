package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VelocityTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final Velocity threeAMinute = new Velocity(3, Duration.ofMinutes(1));

  /** How many of so many requests at one moment are within the limit. */
  private static int passed(Velocity velocity, VelocityState from, Instant at, int requests) {
    VelocityState state = from;
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      Velocity.Verdict verdict = velocity.judge(state, at);
      state = verdict.state();
      passed += verdict.within() ? 1 : 0;
    }
    return passed;
  }

  private static VelocityState exhausted(Velocity velocity, Instant at) {
    VelocityState state = VelocityState.NEW;
    for (Velocity.Verdict v = velocity.judge(state, at);
        v.within();
        v = velocity.judge(state, at)) {
      state = v.state();
    }
    return state;
  }

  @Test
  void letsExactlyTheLimitPassAtOnce() {
    assertThat(passed(threeAMinute, VelocityState.NEW, START, 10)).isEqualTo(3);
    assertThat(passed(new Velocity(1, Duration.ofSeconds(1)), VelocityState.NEW, START, 10))
        .isEqualTo(1);
  }

  @Test
  void letsExactlyTheLimitPassAlsoWhereTheWindowDoesNotDivideEvenly() {
    assertThat(passed(new Velocity(7, Duration.ofSeconds(1)), VelocityState.NEW, START, 100))
        .isEqualTo(7);
    assertThat(
            passed(new Velocity(99_999, Duration.ofSeconds(1)), VelocityState.NEW, START, 200_000))
        .isEqualTo(99_999);
    assertThat(passed(new Velocity(6, Duration.ofNanos(10)), VelocityState.NEW, START, 100))
        .isEqualTo(6);
  }

  @Test
  void givesOneBackAfterEachShareOfTheWindow() {
    VelocityState state = exhausted(threeAMinute, START);

    assertThat(passed(threeAMinute, state, START.plusSeconds(19), 5)).isZero();
    assertThat(passed(threeAMinute, state, START.plusSeconds(20), 5)).isEqualTo(1);
    assertThat(passed(threeAMinute, state, START.plusSeconds(60), 5)).isEqualTo(3);
    assertThat(passed(threeAMinute, state, START.plusSeconds(86_400), 5)).isEqualTo(3);
  }

  @Test
  void doesNotCountWhatItRefuses() {
    VelocityState state = exhausted(threeAMinute, START);

    assertThat(threeAMinute.judge(state, START).state()).isEqualTo(state);
  }

  @Test
  void judgesARequestThatIsOlderThanTheLastLikeOneAtTheSameMoment() {
    VelocityState state = threeAMinute.judge(VelocityState.NEW, START).state();

    assertThat(passed(threeAMinute, state, START.minusSeconds(5), 5)).isEqualTo(1);
  }

  @Test
  void takesTheLargestParametersWithoutOverflow() {
    Velocity slow = new Velocity(1, Duration.ofSeconds(1_000_000_000L));
    assertThat(slow.judge(VelocityState.NEW, START).within()).isTrue();
    assertThat(IntStream.range(0, 2).filter(i -> passed(slow, VelocityState.NEW, START, 2) > 1))
        .isEmpty();
  }

  @Test
  void refusesALimitOrAWindowThatIsNone() {
    assertThatThrownBy(() -> new Velocity(0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Velocity(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Velocity(1, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
