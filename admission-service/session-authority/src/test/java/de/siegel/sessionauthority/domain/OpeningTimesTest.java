package de.siegel.sessionauthority.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OpeningTimesTest {
  private static final List<OpeningHours> TUESDAY =
      List.of(new OpeningHours(2, 8 * 60, 13 * 60), new OpeningHours(2, 14 * 60, 18 * 60 + 30));

  private static Instant berlin(String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin")).toInstant();
  }

  private static Optional<Instant> end(List<OpeningHours> hours, String local) {
    return OpeningTimes.end(hours, List.of(), berlin(local));
  }

  @Test
  void lastsFourHoursAndNoLongerThanHalfAnHourPastClosing() {
    assertThat(end(TUESDAY, "2026-11-24T08:00")).contains(berlin("2026-11-24T12:00"));
    assertThat(end(TUESDAY, "2026-11-24T11:00")).contains(berlin("2026-11-24T13:30"));
    assertThat(end(TUESDAY, "2026-11-24T18:59")).contains(berlin("2026-11-24T19:00"));
    assertThat(end(List.of(), "2026-11-24T03:00")).contains(berlin("2026-11-24T07:00"));
  }

  @Test
  void opensNoneWhileThePharmacyIsClosed() {
    assertThat(end(TUESDAY, "2026-11-24T07:29")).isEmpty();
    assertThat(end(TUESDAY, "2026-11-24T07:30")).isPresent();
    assertThat(end(TUESDAY, "2026-11-24T19:00")).isEmpty();
    // The nights of Munich.
    assertThat(end(TUESDAY, "2026-11-24T22:00")).isEmpty();
    assertThat(end(TUESDAY, "2026-11-22T12:00")).isEmpty();
  }

  @Test
  void takesTheLaterEndWhereMarginsOverlap() {
    List<OpeningHours> shortNoon =
        List.of(new OpeningHours(2, 480, 780), new OpeningHours(2, 810, 1110));
    assertThat(end(shortNoon, "2026-11-24T13:10")).contains(berlin("2026-11-24T17:10"));
    assertThat(end(TUESDAY, "2026-11-24T13:29")).contains(berlin("2026-11-24T13:30"));
  }

  @Test
  void reachesOverMidnight() {
    List<OpeningHours> late = List.of(new OpeningHours(1, 20 * 60, 24 * 60));
    assertThat(end(late, "2026-11-24T00:10")).contains(berlin("2026-11-24T00:30"));
    assertThat(end(late, "2026-11-24T00:30")).isEmpty();
    List<OpeningHours> early = List.of(new OpeningHours(2, 0, 60));
    assertThat(end(early, "2026-11-23T23:30")).contains(berlin("2026-11-24T01:30"));
  }

  /** On the night on which clocks go back, wall-clock hours are kept. */
  @Test
  void keepsTheClockOnTheWallWhenItIsChanged() {
    List<OpeningHours> sunday = List.of(new OpeningHours(7, 9 * 60, 11 * 60));
    assertThat(end(sunday, "2026-10-25T10:00")).contains(berlin("2026-10-25T11:30"));
  }

  @Test
  void whatCannotBeIsNoOpeningTime() {
    for (OpeningHours wrong :
        List.of(
            new OpeningHours(2, 600, 600),
            new OpeningHours(2, -1, 600),
            new OpeningHours(2, 600, 1441),
            new OpeningHours(0, 0, 1440),
            new OpeningHours(8, 0, 1440))) {
      assertThat(end(List.of(wrong), "2026-11-24T10:00")).isEmpty();
    }
  }

  private static Optional<Instant> end(Duty duty, String local) {
    return OpeningTimes.end(TUESDAY, List.of(duty), berlin(local));
  }

  private static Duty duty(String from, String to) {
    return new Duty(berlin(from), berlin(to));
  }

  @Test
  void aDutyOpensWhatWouldBeClosedForFourHoursAndNoLongerThanHalfAnHourPastItsEnd() {
    Duty christmas = duty("2026-12-24T18:00", "2026-12-25T08:30");
    assertThat(end(christmas, "2026-12-24T17:29")).isEmpty();
    assertThat(end(christmas, "2026-12-24T17:30")).contains(berlin("2026-12-24T21:30"));
    assertThat(end(christmas, "2026-12-24T23:00")).contains(berlin("2026-12-25T03:00"));
    assertThat(end(christmas, "2026-12-25T07:00")).contains(berlin("2026-12-25T09:00"));
    assertThat(end(christmas, "2026-12-25T08:59")).contains(berlin("2026-12-25T09:00"));
    assertThat(end(christmas, "2026-12-25T09:00")).isEmpty();
    // The same hours of the next night are nobody's duty.
    assertThat(end(christmas, "2026-12-25T23:00")).isEmpty();
  }

  @Test
  void takesTheLaterEndOfOpeningHoursAndDuty() {
    Duty tonight = duty("2026-11-24T18:30", "2026-11-25T08:00");
    assertThat(end(tonight, "2026-11-24T17:59")).contains(berlin("2026-11-24T19:00"));
    assertThat(end(tonight, "2026-11-24T18:00")).contains(berlin("2026-11-24T22:00"));
    Duty noon = duty("2026-11-24T12:00", "2026-11-24T14:00");
    assertThat(end(noon, "2026-11-24T13:29")).contains(berlin("2026-11-24T14:30"));
  }

  @Test
  void whoDeclaresDutiesAloneStaysOpenAroundTheClock() {
    Duty tonight = duty("2026-11-24T18:30", "2026-11-25T08:00");
    assertThat(OpeningTimes.end(List.of(), List.of(tonight), berlin("2026-11-22T03:00")))
        .contains(berlin("2026-11-22T07:00"));
  }

  @Test
  void aDutyThatEndsBeforeItBeginsIsNone() {
    Duty wrong = duty("2026-12-25T08:30", "2026-12-25T08:29");
    assertThat(end(wrong, "2026-12-25T08:29")).isEmpty();
    assertThat(end(duty("2026-12-25T08:30", "2026-12-25T08:30"), "2026-12-25T08:30")).isEmpty();
  }

  @Property
  void neverLastsLongerThanFourHoursNorEndsBeforeItBegins(
      @ForAll @IntRange(max = 7 * 1440 - 1) int minute,
      @ForAll @IntRange(max = 1438) int opens,
      @ForAll @IntRange(min = 1, max = 7) int day) {
    Instant now = berlin("2026-11-23T00:00").plusSeconds(minute * 60L);
    OpeningTimes.end(List.of(new OpeningHours(day, opens, 1440)), List.of(), now)
        .ifPresent(
            until ->
                assertThat(until).isAfter(now).isBeforeOrEqualTo(now.plus(OpeningTimes.LONGEST)));
  }
}
