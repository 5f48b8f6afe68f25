package de.siegel.epochkeys.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.epochkeys.domain.EpochSchedule.Due;
import de.siegel.epochkeys.domain.EpochSchedule.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpochScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LONGEST_SESSION = Duration.ofHours(4);

  private final EpochSchedule hourly = new EpochSchedule(EpochSchedule.LONGEST);

  @Test
  void theFirstEpochBeginsAtOnce() {
    assertThat(hourly.due(List.of(), NOW)).isEqualTo(new Due(true, List.of()));
  }

  @Test
  void itsKeysAreDestroyedFiveAndAHalfHoursAfterItBegan() {
    Epoch epoch = hourly.begin("e1", NOW);

    assertThat(epoch.destroyedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(330)));
    assertThat(hourly.due(List.of(epoch), epoch.destroyedAt().minusMillis(1)).over()).isEmpty();
    assertThat(hourly.due(List.of(epoch), epoch.destroyedAt()).over()).containsExactly("e1");
  }

  @Test
  void anEpochWhoseKeysAreNotHereTakesNoNewSessions() {
    Epoch lost = new Epoch("e1", NOW, NOW.plusSeconds(3_600), NOW.plusSeconds(19_800), false);

    assertThat(hourly.due(List.of(lost), NOW)).isEqualTo(new Due(true, List.of()));
  }

  @Test
  void noEpochTakesSessionsForMoreThanAnHour() {
    assertThatThrownBy(() -> new EpochSchedule(EpochSchedule.LONGEST.plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EpochSchedule(EpochSchedule.MARGIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whenever it looks, at least once in the margin: sessions can be opened, and last. */
  @Property(tries = 200)
  void thereIsAlwaysAnEpochForANewSessionAndNoneOutlivesItsTime(
      @ForAll @IntRange(min = 6, max = 60) int minutes,
      @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 1, max = 299) Integer> pauses) {
    EpochSchedule schedule = new EpochSchedule(Duration.ofMinutes(minutes));
    List<Epoch> living = new ArrayList<>();
    Instant now = NOW;
    int number = 0;
    for (int pause : pauses) {
      Due due = schedule.due(living, now);
      living.removeIf(epoch -> due.over().contains(epoch.id()));
      if (due.begin()) {
        living.add(schedule.begin("e" + ++number, now));
      }
      Instant until = now.plusSeconds(pause);
      assertThat(living)
          .as("takes sessions until it looks again")
          .anyMatch(epoch -> until.isBefore(epoch.acceptsUntil()));
      for (Epoch epoch : living) {
        assertThat(epoch.acceptsUntil().plus(LONGEST_SESSION))
            .as("the last session ends before the keys are gone")
            .isBefore(epoch.destroyedAt());
        assertThat(now).isBefore(epoch.destroyedAt());
      }
      now = until;
    }
  }
}
