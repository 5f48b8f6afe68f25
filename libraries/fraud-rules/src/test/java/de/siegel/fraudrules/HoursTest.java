package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours that are learnt, that are declared, and both. */
class HoursTest {
  private static final LocalDate FIRST = TestPharmacy.FIRST;
  private static final LocalDate DAY = FIRST.plusDays(70);

  private static Profile daily(int opens, int closes) {
    return new Profile(
        IntStream.range(0, 7).mapToObj(d -> new Profile.Opening(d, opens, closes)).toList(),
        List.of());
  }

  private static List<Outcome> night(TestPharmacy pharmacy, LocalDate day) {
    List<Outcome> night = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      night.add(pharmacy.ask(Ask.at(day, 22, 3 * n)).outcome());
    }
    return night;
  }

  /** Three requests an evening, each evening an hour later. */
  @Test
  void nightsDoNotBecomeUsualByCreeping() {
    TestPharmacy pharmacy = new TestPharmacy().works(FIRST, 70, 24);
    LocalDate day = DAY;
    for (int evening = 0; evening < 12; evening++, day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() == 7) {
        continue;
      }
      pharmacy.works(day, 1, 24);
      for (int n = 0; n < 3; n++) {
        pharmacy.ask(Ask.at(day, Math.min(22, 17 + evening), 10 + 15 * n));
      }
    }
    assertThat(night(pharmacy, day)).doesNotContain(Outcome.PASS);
  }

  /** Who closes at five, and once works an hour longer, is not asked. */
  @Test
  void anHourNextToUsualOnesIsUsual() {
    TestPharmacy pharmacy = new TestPharmacy().works(FIRST, 70, 24);
    assertThat(pharmacy.ask(Ask.at(DAY, 17, 30)).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(DAY.plusDays(1), 8, 30)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void whoDeclaresAllHoursIsAskedAtThoseAtWhichItNeverWorks() {
    TestPharmacy pharmacy = new TestPharmacy().declaring(daily(0, 1_440)).works(FIRST, 70, 24);
    assertThat(night(pharmacy, DAY)).doesNotContain(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(DAY.plusDays(1), 11, 0)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void aPharmacyThatIsNewMayWorkAtAllHoursThatItDeclares() {
    TestPharmacy pharmacy = new TestPharmacy().declaring(daily(0, 1_440)).works(FIRST, 10, 24);
    assertThat(night(pharmacy, FIRST.plusDays(10))).containsOnly(Outcome.PASS);
  }

  @Test
  void aDutyIsExpectedThoughItNeverWorksAtThatHour() {
    long from = DAY.atTime(20, 0).atZone(TestPharmacy.BERLIN).toEpochSecond();
    Profile duty =
        new Profile(daily(0, 1_440).openings(), List.of(new Profile.Duty(from, from + 12 * 3_600)));
    TestPharmacy pharmacy = new TestPharmacy().declaring(duty).works(FIRST, 70, 24);
    assertThat(night(pharmacy, DAY)).containsOnly(Outcome.PASS);
  }

  /** Monday until midnight, Thursday from midnight on. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 10, 30, true",
    "1, 0, 10, 0, false",
    "1, 0, 29, 30, true",
    "1, 0, 30, 30, false",
    "1, 3, 59, 240, true",
    "0, 23, 59, 0, true",
    "0, 7, 30, 30, true",
    "0, 7, 29, 30, false",
    "2, 23, 30, 30, true",
    "2, 23, 29, 30, false",
    "2, 0, 10, 30, false",
    "3, 12, 29, 30, true",
    "3, 12, 30, 30, false",
    "4, 0, 0, 30, false",
  })
  void slackReachesOverMidnight(int day, int hour, int minute, int slack, boolean expected) {
    Profile late =
        new Profile(
            List.of(new Profile.Opening(0, 8 * 60, 1_440), new Profile.Opening(3, 0, 12 * 60)),
            List.of());
    Moment moment = Moment.of(Ask.at(FIRST.plusDays(day), hour, minute).at());
    assertThat(late.expects(moment, slack)).isEqualTo(expected);
  }

  @Test
  void slackReachesOverTheEndOfTheWeek() {
    Profile sunday = new Profile(List.of(new Profile.Opening(6, 0, 1_440)), List.of());
    assertThat(sunday.expects(Moment.of(Ask.at(FIRST, 0, 10).at()), 30)).isTrue();
    Profile monday = new Profile(List.of(new Profile.Opening(0, 0, 1_440)), List.of());
    assertThat(monday.expects(Moment.of(Ask.at(FIRST.minusDays(1), 23, 50).at()), 30)).isTrue();
  }
}
