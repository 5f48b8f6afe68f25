package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.PersonHistory.Dose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doses of one person say together. */
class PersonHistoryTest {
  private static final LocalDate DAY = LocalDate.of(2021, 6, 1);
  private static final String BIONTECH = "EU/1/20/1528";
  private static final String MODERNA = "EU/1/20/1507";
  private static final String ASTRA = "EU/1/21/1529";
  private static final String JANSSEN = "EU/1/20/1525";

  private static Dose dose(String product, int number, int days) {
    return Dose.of(product, number, DAY.plusDays(days));
  }

  private static Person of(Dose now, Dose... earlier) {
    return PersonHistory.of(now, List.of(earlier), false);
  }

  @Test
  void nothingBeforeSaysNothing() {
    assertThat(of(dose(BIONTECH, 2, 0))).isEqualTo(Person.UNKNOWN);
  }

  /** Three weeks, four, and four by the products' information, and a week of tolerance. */
  @ParameterizedTest
  @CsvSource({
    "EU/1/20/1528, EU/1/20/1528, 2, 3, true",
    "EU/1/20/1528, EU/1/20/1528, 2, 13, true",
    "EU/1/20/1528, EU/1/20/1528, 2, 14, false",
    "EU/1/20/1507, EU/1/20/1507, 2, 20, true",
    "EU/1/20/1507, EU/1/20/1507, 2, 21, false",
    "EU/1/21/1529, EU/1/21/1529, 2, 20, true",
    "EU/1/21/1529, EU/1/20/1528, 2, 13, true",
    "EU/1/21/1529, EU/1/20/1528, 2, 14, false",
    "EU/1/20/1525, EU/1/20/1528, 2, 1, false",
    "EU/1/20/1528, EU/1/20/1528, 3, 27, true",
    "EU/1/20/1528, EU/1/20/1528, 3, 28, false",
    "another, another, 2, 1, false",
    "EU/1/20/1528, another, 2, 1, false",
  })
  void twoDosesNeedTheirTime(String first, String later, int number, int days, boolean tooClose) {
    Person person = of(dose(later, number, days), dose(first, 1, 0));
    assertThat(person.tooClose()).isEqualTo(tooClose);
    assertThat(person.outOfOrder()).isFalse();
    assertThat(of(dose(first, 1, 0), dose(later, number, days)))
        .as("asked for the other way round")
        .isEqualTo(person);
  }

  @Test
  void aLaterDoseWithAnEarlierDateIsOutOfOrder() {
    assertThat(of(dose(BIONTECH, 2, 0), dose(BIONTECH, 1, 40)))
        .isEqualTo(new Person(0, false, true, false));
    assertThat(of(dose(MODERNA, 1, 60), dose(JANSSEN, 2, 0)).outOfOrder()).isTrue();
    assertThat(of(dose("another", 2, 0), dose("another", 1, 40)).outOfOrder()).isFalse();
  }

  @Test
  void theSameDoseOfTheSameProductIsARepeatWhateverItsDate() {
    assertThat(of(dose(BIONTECH, 1, 0), dose(BIONTECH, 1, 0), dose(BIONTECH, 1, 5)).repeats())
        .isEqualTo(2);
    assertThat(of(dose(BIONTECH, 1, 0), dose(BIONTECH, 2, 40), dose(ASTRA, 1, 0)).repeats())
        .isZero();
  }

  @Test
  void aCorrectedDateIsNoInterval() {
    assertThat(of(dose(BIONTECH, 2, 3), dose(BIONTECH, 2, 5)))
        .isEqualTo(new Person(1, false, false, false));
    // First typed with nearly the date of the second.
    assertThat(of(dose(BIONTECH, 2, 42), dose(BIONTECH, 1, 41), dose(BIONTECH, 1, 0)))
        .isEqualTo(Person.UNKNOWN);
    assertThat(of(dose(BIONTECH, 2, 42), dose(BIONTECH, 1, 0), dose(BIONTECH, 1, 41)).tooClose())
        .as("the last one counts")
        .isTrue();
  }

  @Test
  void aCorrectedNumberOrProductIsNoInterval() {
    assertThat(of(dose(BIONTECH, 2, 3), dose(BIONTECH, 1, 3))).isEqualTo(Person.UNKNOWN);
    assertThat(of(dose(MODERNA, 1, 3), dose(BIONTECH, 1, 3))).isEqualTo(Person.UNKNOWN);
    // First typed as the second.
    assertThat(of(dose(BIONTECH, 2, 42), dose(BIONTECH, 3, 0), dose(BIONTECH, 1, 0)))
        .isEqualTo(Person.UNKNOWN);
  }

  @Test
  void noMoreAreLookedAtThanHasABound() {
    List<Dose> many = Collections.nCopies(PersonHistory.LARGEST + 1, dose(BIONTECH, 1, 0));
    assertThatThrownBy(() -> PersonHistory.of(dose(BIONTECH, 1, 0), many, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Person(-1, false, false, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<Dose> doses() {
    return Combinators.combine(
            Arbitraries.of(BIONTECH, MODERNA, ASTRA, JANSSEN, "another"),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(0, 120))
        .as(PersonHistoryTest::dose);
  }

  @Provide
  Arbitrary<List<Dose>> histories() {
    return doses().list().ofMaxSize(PersonHistory.LARGEST);
  }

  /** What is asked for again, with whatever before it, is never said to contradict itself. */
  @Property
  void anHonestSeriesAskedForInWhateverOrderAndHoweverOftenIsNothing(
      @ForAll("histories") List<Dose> mixed, @ForAll("doses") Dose last) {
    List<Dose> honest = new ArrayList<>();
    mixed.forEach(one -> honest.add(dose(BIONTECH, one.number(), 40 * one.number())));
    Person person =
        PersonHistory.of(dose(BIONTECH, last.number(), 40 * last.number()), honest, false);
    assertThat(person.tooClose()).isFalse();
    assertThat(person.outOfOrder()).isFalse();
  }

  @Property
  void whatStopsSomebodyNeedsAnotherNumberAndAnotherDay(
      @ForAll("histories") List<Dose> earlier, @ForAll("doses") Dose now) {
    Person person = PersonHistory.of(now, earlier, true);
    assertThat(person.repeats()).isLessThanOrEqualTo(earlier.size());
    assertThat(person.unusualName()).isTrue();
    if (person.tooClose() || person.outOfOrder()) {
      assertThat(earlier).anyMatch(one -> one.number() != now.number() && one.day() != now.day());
    }
  }
}
