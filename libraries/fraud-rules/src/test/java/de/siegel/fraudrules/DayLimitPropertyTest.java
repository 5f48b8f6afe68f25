package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DayLimitPropertyTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static List<Instant> passed(DayLimit limit, List<Instant> asked) {
    List<Long> state = List.of();
    List<Instant> passed = new ArrayList<>();
    for (Instant at : asked) {
      DayLimit.Verdict verdict = limit.judge(state, at);
      state = verdict.passed();
      if (verdict.within()) {
        passed.add(at);
      }
    }
    return passed;
  }

  /** The generic cell rate algorithm would pass 99: fifty at once and one each 28.8 minutes. */
  @Test
  void fiftyADayAreFiftyAlsoForWhoAsksEachMinuteOfTwoDays() {
    List<Instant> asked = new ArrayList<>();
    for (int minute = 0; minute < 2 * 24 * 60; minute++) {
      asked.add(START.plus(Duration.ofMinutes(minute)));
    }

    List<Instant> passed = passed(new DayLimit(50, DAY), asked);

    assertThat(passed.stream().filter(at -> at.isBefore(START.plus(DAY)))).hasSize(50);
    assertThat(passed).hasSize(100);
  }

  @Property(tries = 300)
  void noStretchOfTimeHasMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 10) int limit,
      @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 40) Integer> gaps) {
    Duration window = Duration.ofMillis(100);
    List<Instant> asked = new ArrayList<>();
    Instant at = START;
    for (int gap : gaps) {
      at = at.plusMillis(gap);
      asked.add(at);
    }

    List<Instant> passed = passed(new DayLimit(limit, window), asked);

    for (Instant begin : passed) {
      assertThat(
              passed.stream()
                  .filter(one -> !one.isBefore(begin) && one.isBefore(begin.plus(window))))
          .hasSizeLessThanOrEqualTo(limit);
    }
    for (Instant refused : asked) {
      if (!passed.contains(refused)) {
        assertThat(
                passed.stream()
                    .filter(one -> one.isAfter(refused.minus(window)) && !one.isAfter(refused)))
            .as("nobody is refused who is within")
            .hasSize(limit);
      }
    }
  }

  @Property(tries = 200)
  void anOlderEventTimeMakesNoRoom(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 99) Integer> anyOrder) {
    List<Instant> asked = anyOrder.stream().map(millis -> START.plusMillis(millis)).toList();

    assertThat(passed(new DayLimit(limit, Duration.ofMillis(100)), asked))
        .hasSizeLessThanOrEqualTo(limit);
  }

  @Test
  void refusesALimitThatItCannotKeepInMind() {
    assertThatThrownBy(() -> new DayLimit(1_001, DAY)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DayLimit(0, DAY)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DayLimit(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Also where the limit was lowered since: then more than one has to be over first. */
  @Property(tries = 200)
  void opensAtTheMomentFromWhichTheNextIsWithin(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll @Size(min = 5, max = 20) List<@IntRange(max = 9) Integer> gaps) {
    DayLimit day = new DayLimit(limit, Duration.ofMillis(1_000));
    List<Long> counting = new ArrayList<>();
    long at = START.toEpochMilli();
    for (int gap : gaps) {
      at += gap;
      counting.add(at);
    }

    Instant opens = day.opens(counting);

    assertThat(day.judge(counting, opens).within()).isTrue();
    assertThat(day.judge(counting, opens.minusMillis(1)).within()).isFalse();
    assertThat(day.opens(List.of())).isBefore(START);
  }
}
