package de.siegel.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTimesTest {
  @Test
  void readsTheWeekAndWritesItAgain() {
    List<OpeningHours> hours =
        DeclaredTimes.hours(
            List.of("Sa 09:00-13:00", "Mo-Fr 14:00-18:30", "Mo-Fr 08:00-13:00", "So 00:00-24:00"));

    assertThat(hours).hasSize(12);
    assertThat(hours.get(0)).isEqualTo(new OpeningHours(1, 8 * 60, 13 * 60));
    assertThat(hours.get(11)).isEqualTo(new OpeningHours(7, 0, 1440));
    assertThat(DeclaredTimes.texts(hours))
        .containsExactly(
            "Mo-Fr 08:00-13:00", "Mo-Fr 14:00-18:30", "Sa 09:00-13:00", "Su 00:00-24:00");
    assertThat(
            DeclaredTimes.texts(DeclaredTimes.hours(List.of("Mo 08:00-12:00", "Mi 08:00-12:00"))))
        .containsExactly("Mo 08:00-12:00", "We 08:00-12:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mo",
        "08:00-18:30",
        "Xx 08:00-18:30",
        "Fr-Mo 08:00-18:30",
        "Mo-Xx 08:00-18:30",
        "Mo 18:30-08:00",
        "Mo 08:00-08:00",
        "Mo 08:60-18:30",
        "Mo 08:00-24:01",
        "Mo 8:00-18:30",
        "Mo 08:00-18:30 ",
        "Mo-Fr 08:00-12:00,13:00-18:00"
      })
  void refusesWhatIsNoOpeningTimeAndSaysHowItIsWritten(String text) {
    assertThatThrownBy(() -> DeclaredTimes.hours(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("open: \"" + text + "\"")
        .hasMessageContaining("Mo-Fr 08:00-18:30");
  }

  @Test
  void readsDutiesByTheClockOnTheWall() {
    List<Duty> duties =
        DeclaredTimes.duties(
            List.of("2026-12-24T18:00/2026-12-25T08:30", "2026-07-01T20:00/2026-07-02T08:00"));

    assertThat(duties)
        .containsExactly(
            new Duty(Instant.parse("2026-07-01T18:00:00Z"), Instant.parse("2026-07-02T06:00:00Z")),
            new Duty(Instant.parse("2026-12-24T17:00:00Z"), Instant.parse("2026-12-25T07:30:00Z")));
    assertThat(DeclaredTimes.text(duties.get(1))).isEqualTo("2026-12-24T18:00/2026-12-25T08:30");
  }

  @Test
  void meansTheLongerDutyInTheHourThatThereIsTwice() {
    Duty duty = DeclaredTimes.duties(List.of("2026-10-25T02:10/2026-10-25T02:20")).get(0);

    assertThat(Duration.between(duty.getFrom(), duty.getTo())).isEqualTo(Duration.ofMinutes(70));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-12-24",
        "2026-12-24T18:00",
        "2026-12-24/2026-12-25",
        "2026-12-24T18:00/2026-12-25T08:30/",
        "2026-12-24T18:00:00/2026-12-25T08:30:00",
        "2026-12-24T18:00Z/2026-12-25T08:30Z",
        "2026-02-30T18:00/2026-03-03T08:30",
        "2026-03-29T02:30/2026-03-29T08:00"
      })
  void refusesWhatIsNoDutyAndSaysHowItIsWritten(String text) {
    assertThatThrownBy(() -> DeclaredTimes.duties(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("duties: \"" + text + "\"")
        .hasMessageContaining("2026-12-24T18:00/2026-12-25T08:30");
  }

  @Test
  void showsNoMoreOfAWrongTextThanIsOfUse() {
    assertThatThrownBy(() -> DeclaredTimes.hours(List.of("x\n".repeat(1_000))))
        .hasMessageStartingWith("open: \"x?x?")
        .message()
        .hasSizeLessThan(300);
  }
}
