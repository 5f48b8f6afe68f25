package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegel.fraudrules.TestPharmacy.Ask;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stopped because of its hour is no measure of what is usual by day. */
class StoppedTeachesTest {
  private static final LocalDate FIRST = TestPharmacy.FIRST;
  private static final Profile DAYS =
      new Profile(
          IntStream.range(0, 6).mapToObj(d -> new Profile.Opening(d, 8 * 60, 18 * 60)).toList(),
          List.of());

  private static TestPharmacy usual() {
    return new TestPharmacy().declaring(DAYS).works(FIRST, 42, 10);
  }

  /** Slowly more each night, each of them stopped. */
  @Test
  void nightsThatAreStoppedDoNotRaiseTheLevel() {
    TestPharmacy quiet = usual();
    TestPharmacy pharmacy = usual();
    LocalDate day = FIRST.plusDays(42);
    for (int d = 0; d < 180; d++, day = day.plusDays(1)) {
      quiet.works(day, 1, 10);
      pharmacy.works(day, 1, 10);
      for (int n = 0; n < 1 + d / 6; n++) {
        assertThat(pharmacy.ask(Ask.at(day, 22, n)).outcome()).isNotEqualTo(Outcome.PASS);
      }
    }
    assertThat(pharmacy.state().level().expected(1))
        .isCloseTo(quiet.state().level().expected(1), within(0.01));
    assertThat(pharmacy.state().operators().find(1).level().expected(1))
        .isCloseTo(quiet.state().operators().find(1).level().expected(1), within(0.01));
  }

  @Test
  void aDayOfStoppedRequestsAloneDoesNotLowerIt() {
    TestPharmacy pharmacy = usual();
    LocalDate sunday = FIRST.plusDays(41);
    pharmacy.ask(Ask.at(sunday, 10, 0));
    double before = pharmacy.state().level().expected(1);
    for (int n = 0; n < 9; n++) {
      pharmacy.ask(Ask.at(sunday, 11, 6 * n));
    }
    pharmacy.ask(Ask.at(sunday.plusDays(1), 11, 0));
    assertThat(pharmacy.state().level().expected(1)).isEqualTo(before);
  }

  /** The second request of a visit that began with a stopped one. */
  @Test
  void whatAPersonConfirmsCounts() {
    TestPharmacy pharmacy = usual();
    LocalDate day = FIRST.plusDays(42);
    pharmacy.ask(Ask.at(day, 22, 0).visit(5));
    assertThat(pharmacy.state().visits()).isZero();
    assertThat(pharmacy.state().seen()).isEqualTo(1);
    pharmacy.ask(Ask.at(day, 22, 1).visit(5).byPerson());
    assertThat(pharmacy.state().visits()).isEqualTo(1);
    assertThat(pharmacy.state().operators().find(1).today()).isEqualTo(1);
  }
}
