package de.siegel.desk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.control.DeclaredTimes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.OnboardingClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CHRISTMAS = "2026-12-24T18:00/2026-12-25T08:30";

  private static Admission admission(DeclaredHours declared) {
    return Admission.newBuilder()
        .setHeader(new ControlHeader("", "p-1", 1L, 1L, ByteBuffer.allocate(32), NOW, ""))
        .setPharmacyId("p-1")
        .setState(AdmissionState.ACTIVE)
        .setOnboardingClass(OnboardingClass.MEMBER)
        .setOpeningHours(declared.hours().orElse(List.of()))
        .setDuties(declared.duties().orElse(List.of()))
        .build();
  }

  private static DeclaredHours open(String... texts) {
    return new DeclaredHours(Optional.of(DeclaredTimes.hours(List.of(texts))), Optional.empty());
  }

  private static DeclaredHours duties(String... texts) {
    return new DeclaredHours(Optional.empty(), Optional.of(DeclaredTimes.duties(List.of(texts))));
  }

  private static Optional<String> problem(DeclaredHours asked) {
    return HoursRules.problem(Optional.of(admission(open("Su 10:00-11:00"))), asked, NOW);
  }

  @Test
  void takesAWeekAndARoster() {
    assertThat(problem(open("Mo-Fr 08:00-13:00", "Mo-Fr 14:00-18:30", "Sa 08:00-13:00"))).isEmpty();
    assertThat(problem(open("Mo-Su 00:00-24:00"))).isEmpty();
    assertThat(problem(duties(CHRISTMAS, "2026-12-25T08:30/2026-12-26T08:30"))).isEmpty();
    // One that goes on, and one of last week that was forgotten.
    assertThat(problem(duties("2026-11-20T08:00/2026-11-21T08:00"))).isEmpty();
    assertThat(problem(duties("2026-11-12T18:00/2026-11-13T11:00"))).isEmpty();
    assertThat(problem(duties("2026-12-24T08:00/2026-12-27T08:00"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-24T18:00/2026-12-24T18:00, ends before it begins",
    "2026-12-25T18:00/2026-12-24T18:00, ends before it begins",
    "2026-12-24T08:00/2026-12-27T08:01, longer than 72 h",
    "2025-12-24T18:00/2025-12-25T08:30, over for more than 7 days",
    "2026-11-12T18:00/2026-11-13T10:59, over for more than 7 days",
    "2028-12-24T18:00/2028-12-25T08:30, begins in more than 400 days",
  })
  void refusesADutyThatCannotBeMeantAndNamesIt(String duty, String why) {
    assertThat(problem(duties(CHRISTMAS, duty)).orElse(""))
        .startsWith("duties: " + duty)
        .contains(why);
  }

  @Test
  void refusesMoreThanSixtyDuties() {
    List<String> nights =
        IntStream.rangeClosed(1, DeclaredTimes.MOST_DUTIES)
            .mapToObj(day -> LocalDate.of(2026, 11, 20).plusDays(day))
            .map(day -> day + "T20:00/" + day.plusDays(1) + "T08:00")
            .toList();
    assertThat(problem(duties(nights.toArray(String[]::new)))).isEmpty();

    List<String> more = new ArrayList<>(nights);
    more.add("2027-05-01T20:00/2027-05-02T08:00");
    assertThat(problem(duties(more.toArray(String[]::new))).orElse(""))
        .startsWith("duties: more than 60");
  }

  @Test
  void refusesWhatOverlaps() {
    assertThat(problem(open("Mo-Fr 08:00-13:00", "We 12:59-18:00")).orElse(""))
        .startsWith("open: We 08:00-13:00 and We 12:59-18:00 overlap");
    assertThat(problem(duties(CHRISTMAS, "2026-12-25T08:00/2026-12-26T08:00")).orElse(""))
        .startsWith("duties: " + CHRISTMAS + " and 2026-12-25T08:00/2026-12-26T08:00 overlap");
  }

  @Test
  void refusesToTakeHoursBackSoThatItWouldBeOpenAroundTheClock() {
    assertThat(problem(open()).orElse("")).startsWith("open: none is named");
    assertThat(problem(duties())).isPresent();
  }

  @Test
  void refusesDutiesThatWouldSayNothing() {
    Admission without = admission(new DeclaredHours(Optional.empty(), Optional.empty()));
    assertThat(HoursRules.problem(Optional.of(without), duties(CHRISTMAS), NOW).orElse(""))
        .startsWith("duties: the pharmacy has declared no opening hours");
    DeclaredHours both =
        new DeclaredHours(open("Mo 08:00-18:00").hours(), duties(CHRISTMAS).duties());
    assertThat(HoursRules.problem(Optional.of(without), both, NOW)).isEmpty();
  }

  @Test
  void refusesWhatIsDeclaredAlreadyAndWhoIsNotAdmitted() {
    assertThat(problem(open("Su 10:00-11:00")).orElse("")).startsWith("open: all of this");
    assertThat(HoursRules.problem(Optional.empty(), duties(CHRISTMAS), NOW).orElse(""))
        .startsWith("pharmacyId: ");
  }

  @Test
  void hoursStayWhereDutiesAloneAreNamedAndDutiesThatAreOverDropOut() {
    Admission before =
        admission(
            new DeclaredHours(
                Optional.of(DeclaredTimes.hours(List.of("Su 10:00-11:00"))),
                Optional.of(
                    DeclaredTimes.duties(
                        List.of("2026-11-01T08:00/2026-11-02T08:00", CHRISTMAS)))));

    Admission withDuties =
        HoursRules.after(before, duties("2026-12-31T08:00/2027-01-01T08:00"), NOW);
    assertThat(withDuties.getOpeningHours()).isEqualTo(before.getOpeningHours());
    assertThat(withDuties.getDuties())
        .extracting(DeclaredTimes::text)
        .containsExactly("2026-12-31T08:00/2027-01-01T08:00");

    Admission withHours = HoursRules.after(before, open("Mo 08:00-18:00"), NOW);
    assertThat(DeclaredTimes.texts(withHours.getOpeningHours())).containsExactly("Mo 08:00-18:00");
    assertThat(withHours.getDuties()).extracting(DeclaredTimes::text).containsExactly(CHRISTMAS);
  }
}
