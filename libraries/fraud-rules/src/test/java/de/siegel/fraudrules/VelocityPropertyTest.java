package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VelocityPropertyTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private static List<Long> passed(Velocity velocity, List<Long> millis) {
    VelocityState state = VelocityState.NEW;
    List<Long> passed = new ArrayList<>();
    for (long at : millis) {
      Velocity.Verdict verdict = velocity.judge(state, START.plusMillis(at));
      state = verdict.state();
      if (verdict.within()) {
        passed.add(at);
      }
    }
    return passed;
  }

  private static List<Long> times(List<Integer> gaps) {
    List<Long> times = new ArrayList<>();
    long at = 0;
    for (int gap : gaps) {
      at += gap;
      times.add(at);
    }
    return times;
  }

  /** What may come at once, and what the time since gives back. */
  @Property(tries = 300)
  void neverPassesMoreThanTheLimitAndWhatTheElapsedTimeGivesBack(
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll @IntRange(min = 20, max = 2_000) int windowMillis,
      @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 300) Integer> gaps) {
    List<Long> passed = passed(new Velocity(limit, Duration.ofMillis(windowMillis)), times(gaps));

    for (int from = 0; from < passed.size(); from++) {
      for (int to = from; to < passed.size(); to++) {
        long elapsed = passed.get(to) - passed.get(from);
        // One more for what integer nanoseconds round away.
        long allowed = limit + elapsed * limit / windowMillis + 1;
        assertThat((long) to - from + 1).isLessThanOrEqualTo(elapsed == 0 ? limit : allowed);
      }
    }
  }

  @Property(tries = 200)
  void passesEverythingThatKeepsToTheSteadyRate(
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll @IntRange(min = 20, max = 2_000) int windowMillis,
      @ForAll @IntRange(min = 1, max = 100) int requests) {
    List<Long> times = new ArrayList<>();
    long step = (windowMillis + limit - 1) / limit;
    for (int i = 0; i < requests; i++) {
      times.add(i * step);
    }

    assertThat(passed(new Velocity(limit, Duration.ofMillis(windowMillis)), times))
        .isEqualTo(times);
  }

  /** Old event times can only be judged more strictly, never open the limit again. */
  @Property(tries = 200)
  void anOlderEventTimeNeverMakesRoom(
      @ForAll @IntRange(min = 1, max = 10) int limit,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 5_000) Integer> anyOrder) {
    Velocity velocity = new Velocity(limit, Duration.ofSeconds(10));
    VelocityState state = VelocityState.NEW;
    for (int at : anyOrder) {
      VelocityState after = velocity.judge(state, START.plusMillis(at)).state();
      assertThat(after.expectedNanos()).isGreaterThanOrEqualTo(state.expectedNanos());
      state = after;
    }
  }

  /** Who is told a time is within the limit then, and not a nanosecond before. */
  @Property(tries = 200)
  void opensAtTheMomentFromWhichTheNextIsWithin(
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll @IntRange(min = 20, max = 2_000) int windowMillis,
      @ForAll @IntRange(max = 5) int more) {
    Velocity velocity = new Velocity(limit, Duration.ofMillis(windowMillis));
    VelocityState state = VelocityState.NEW;
    for (int n = 0; n < limit + more; n++) {
      state = velocity.judge(state, START).state();
    }

    Instant opens = velocity.opens(state);

    assertThat(opens).isAfter(START);
    assertThat(velocity.judge(state, opens).within()).isTrue();
    assertThat(velocity.judge(state, opens.minusNanos(1)).within()).isFalse();
  }

  @Test
  void isOpenWhereNobodyHasAsked() {
    assertThat(new Velocity(3, Duration.ofHours(1)).opens(VelocityState.NEW)).isBefore(START);
  }
}
