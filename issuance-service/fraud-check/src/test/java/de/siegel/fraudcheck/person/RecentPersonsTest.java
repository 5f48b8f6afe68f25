package de.siegel.fraudcheck.person;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of one person are linked for a day or two, and nothing is left after that. */
class RecentPersonsTest {
  private static final String BIONTECH = "EU/1/20/1528";
  private static final LocalDate DAY = LocalDate.of(2021, 6, 1);
  private static final Instant NOON = Instant.parse("2021-07-05T12:00:00Z");
  private static final Holder ERIKA = Holder.of("Müller", "Erika", "1979-04-14");
  private static final Person ONCE = new Person(1, false, false, false);
  private static final Person CLOSE = new Person(0, true, false, false);

  private final List<byte[]> keys = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);
  private final RecentPersons persons =
      new RecentPersons(
          key -> {
            random.nextBytes(key);
            keys.add(key);
          });
  private long offset;

  /** A first dose of Erika at a pharmacy, at noon; each method gives another request. */
  private RecentPersons.Request first(String id) {
    return new RecentPersons.Request("p", offset++, id, "", NOON, ERIKA, BIONTECH, 1, DAY);
  }

  private static RecentPersons.Request at(RecentPersons.Request of, Instant at) {
    return new RecentPersons.Request(
        of.pharmacy(),
        of.offset(),
        of.id(),
        of.supersedes(),
        at,
        of.holder(),
        of.product(),
        of.dose(),
        of.vaccinated());
  }

  private static RecentPersons.Request of(RecentPersons.Request of, String pharmacy, Holder who) {
    return new RecentPersons.Request(
        pharmacy,
        of.offset(),
        of.id(),
        of.supersedes(),
        of.at(),
        who,
        of.product(),
        of.dose(),
        of.vaccinated());
  }

  private static RecentPersons.Request dose(RecentPersons.Request of, int number, int days) {
    return new RecentPersons.Request(
        of.pharmacy(),
        of.offset(),
        of.id(),
        of.supersedes(),
        of.at(),
        of.holder(),
        of.product(),
        number,
        DAY.plusDays(days));
  }

  private static RecentPersons.Request instead(RecentPersons.Request of, String id) {
    return new RecentPersons.Request(
        of.pharmacy(),
        of.offset(),
        of.id(),
        id,
        of.at(),
        of.holder(),
        of.product(),
        of.dose(),
        of.vaccinated());
  }

  private Person pass(RecentPersons.Request request) {
    Person person = persons.see(request);
    persons.decided(request, true);
    return person;
  }

  @Test
  void theSameAgainIsARepeatAndTwoDosesThreeDaysApartAreTooClose() {
    assertThat(pass(first("r-1"))).isEqualTo(Person.UNKNOWN);
    assertThat(pass(first("r-2"))).isEqualTo(ONCE);
    assertThat(pass(dose(first("r-3"), 2, 3))).isEqualTo(CLOSE);
  }

  @ParameterizedTest
  @CsvSource({
    "p, MUELLER, Erika, 1979-04-14, true",
    "p, 'Müller ', 'ERIKA', 1979-04-14, true",
    "p, Müller, Erika, 1979-04-15, false",
    "p, Müller, Erik, 1979-04-14, false",
    "p, Erika, Müller, 1979-04-14, false",
    "p, MüllerE, rika, 1979-04-14, false",
    "q, Müller, Erika, 1979-04-14, false",
  })
  void isThePersonWhoseStandardisedNameBirthDateAndPharmacyAreTheSame(
      String pharmacy, String family, String given, String birth, boolean same) {
    pass(first("r-1"));
    Holder other = Holder.of(family, given, birth);
    assertThat(pass(of(first("r-2"), pharmacy, other))).isEqualTo(same ? ONCE : Person.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1979", "1979-04", "''"})
  void withoutAWholeBirthDateNobodyIsLinked(String birth) {
    Holder many = Holder.of("Müller", "Erika", birth);
    pass(of(first("r-1"), "p", many));
    assertThat(pass(of(first("r-2"), "p", many))).isEqualTo(Person.UNKNOWN);
    assertThat(persons.remembered()).isZero();
  }

  @Test
  void whatIsAboutNoVaccinationOrNobodyIsNotRemembered() {
    RecentPersons.Request test =
        new RecentPersons.Request("p", offset++, "r-1", "", NOON, ERIKA, "", 0, null);
    pass(test);
    pass(of(first("r-2"), "p", Holder.NONE));
    assertThat(persons.remembered()).isZero();
    assertThat(Holder.NONE.unusualName()).isFalse();
    assertThat(persons.see(of(first("r-3"), "p", Holder.of("Test", "Test", ""))).unusualName())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2021-07-05T00:00:00Z, 2021-07-06T23:59:59Z, true",
    "2021-07-05T23:59:59Z, 2021-07-06T23:59:59Z, true",
    "2021-07-05T00:00:00Z, 2021-07-07T00:00:00Z, false",
    "2021-07-05T23:59:59Z, 2021-07-07T00:00:00Z, false",
  })
  void linksForADayAtTheLeastAndTwoAtTheMost(Instant one, Instant other, boolean linked) {
    pass(at(first("r-1"), one));
    assertThat(pass(at(first("r-2"), other))).isEqualTo(linked ? ONCE : Person.UNKNOWN);
  }

  @Test
  void eachDayHasAKeyOfItsOwnAndNothingIsLeftOfOneThatIsOver() {
    pass(first("r-1"));
    pass(at(first("r-2"), NOON.plus(Duration.ofDays(1))));
    assertThat(keys).hasSize(2).noneMatch(RecentPersonsTest::zero);
    assertThat(keys.get(0)).isNotEqualTo(keys.get(1));
    assertThat(persons.remembered()).isEqualTo(2);

    pass(of(at(first("r-3"), NOON.plus(Duration.ofDays(2))), "q", ERIKA));

    assertThat(keys).hasSize(3);
    assertThat(keys.get(0)).as("overwritten").containsOnly(0);
    assertThat(keys.subList(1, 3)).noneMatch(RecentPersonsTest::zero);
    assertThat(persons.remembered()).isEqualTo(2);
    persons.close();
    assertThat(keys).allMatch(RecentPersonsTest::zero);
    assertThat(persons.remembered()).isZero();
  }

  private static boolean zero(byte[] key) {
    for (byte one : key) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void forgetsByTheClockWhereNothingComesInAndWhatAWrongClockMade() {
    pass(first("r-1"));
    persons.forget(NOON.plus(Duration.ofHours(35)));
    assertThat(persons.remembered()).isEqualTo(1);
    persons.forget(NOON.plus(Duration.ofHours(36)));
    assertThat(persons.remembered()).isZero();
    assertThat(keys).allMatch(RecentPersonsTest::zero);

    pass(at(first("r-2"), NOON.plus(Duration.ofDays(900))));
    assertThat(pass(first("r-3"))).isEqualTo(Person.UNKNOWN);
    assertThat(pass(first("r-4"))).as("older than two days").isEqualTo(Person.UNKNOWN);
    persons.forget(NOON);
    pass(first("r-5"));
    assertThat(pass(first("r-6"))).isEqualTo(ONCE);
  }

  @Test
  void isNotBeforeItselfWhenItIsJudgedAgainNorIsWhatCameAfterIt() {
    List<RecentPersons.Request> requests =
        List.of(
            first("r-1"),
            dose(first("r-2"), 2, 3),
            instead(first("r-3"), "r-1"),
            dose(first("r-4"), 2, 40),
            instead(dose(first("r-5"), 2, 40), "r-4"));
    List<Person> once = requests.stream().map(this::pass).toList();
    assertThat(once.get(1)).isEqualTo(CLOSE);
    assertThat(once.get(2)).as("instead of the first, too close to the second").isEqualTo(CLOSE);

    for (int from = 0; from < requests.size(); from++) {
      List<RecentPersons.Request> again = requests.subList(from, requests.size());
      assertThat(again.stream().map(this::pass).toList())
          .as("from %d", from)
          .isEqualTo(once.subList(from, once.size()));
    }
    assertThat(persons.remembered()).isEqualTo(requests.size());
  }

  @Test
  void whatWasStoppedIsNotRemembered() {
    RecentPersons.Request stopped = first("r-1");
    persons.decided(stopped, false);
    assertThat(persons.see(instead(first("r-2"), "r-1"))).isEqualTo(Person.UNKNOWN);
    // It passed in a transaction that was aborted, and is stopped now.
    RecentPersons.Request passed = first("r-3");
    persons.decided(passed, true);
    persons.decided(passed, false);
    assertThat(persons.remembered()).isZero();
  }

  @Test
  void whatIsReplacedCountsForNothing() {
    pass(first("r-1"));
    assertThat(pass(instead(first("r-2"), "r-1"))).isEqualTo(Person.UNKNOWN);
    assertThat(pass(instead(first("r-3"), "r-2"))).isEqualTo(Person.UNKNOWN);
    assertThat(pass(first("r-4"))).as("the last of the three").isEqualTo(ONCE);
    // Typed three days after the first, replaced, and then right.
    pass(dose(first("r-5"), 2, 3));
    assertThat(pass(instead(dose(first("r-6"), 2, 40), "r-5")).tooClose()).isFalse();
  }

  @Test
  void aFloodOfOnePharmacyDisplacesOnlyItsOwn() {
    pass(first("r-1"));
    pass(of(first("r-2"), "q", ERIKA));
    for (int one = 0; one < 5_000; one++) {
      pass(of(first("flood-" + one), "q", Holder.of("Flut", "Nr" + one, "1980-01-01")));
    }
    assertThat(persons.remembered()).isEqualTo(Rows.LARGEST + 1);
    assertThat(persons.bytes()).isLessThanOrEqualTo(32L * (Rows.LARGEST + 4));
    assertThat(persons.see(of(first("r-3"), "q", ERIKA))).isEqualTo(Person.UNKNOWN);
    assertThat(persons.see(first("r-4"))).isEqualTo(ONCE);
  }

  @Test
  void theSameOverAndOverIsBoundedToo() {
    Person last = Person.UNKNOWN;
    for (int one = 0; one < 300; one++) {
      last = pass(first("r-" + one));
    }
    assertThat(last.repeats()).isEqualTo(16);
  }

  @Test
  void noMorePharmaciesAreRememberedThanHaveABoundThoseThatAskedLast() {
    for (int pharmacy = 0; pharmacy < RecentPersons.PHARMACIES + 100; pharmacy++) {
      pass(of(first("r-" + pharmacy), "pharmacy-" + pharmacy, ERIKA));
    }
    assertThat(persons.remembered()).isEqualTo(RecentPersons.PHARMACIES);
    assertThat(persons.see(of(first("a"), "pharmacy-99", ERIKA))).isEqualTo(Person.UNKNOWN);
    assertThat(persons.see(of(first("b"), "pharmacy-100", ERIKA))).isEqualTo(ONCE);
  }

  @Test
  void whomARequestIsAboutIsNotInWhatIsPrintedOfIt() {
    assertThat(first("r-1").toString() + ERIKA)
        .doesNotContain("ller")
        .doesNotContainIgnoringCase("erika")
        .doesNotContain("1979");
  }
}
