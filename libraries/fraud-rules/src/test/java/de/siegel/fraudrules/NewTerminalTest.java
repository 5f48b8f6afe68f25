package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is free at a terminal that was not there before. */
class NewTerminalTest {
  private static final LocalDate FIRST = TestPharmacy.FIRST;
  private static final LocalDate DAY = FIRST.plusDays(60);

  private static TestPharmacy usual() {
    return new TestPharmacy().works(FIRST, 60, 24);
  }

  private static List<Outcome> outcomes(
      TestPharmacy pharmacy, LocalDate day, int hour, long terminal, long operator, long session) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      Ask ask = Ask.at(day, hour, 7 * n).terminal(terminal).operator(operator).session(session);
      outcomes.add(pharmacy.ask(ask).outcome());
    }
    return outcomes;
  }

  /** A stolen card opens a session of its own, elsewhere, under a name that nobody has. */
  @Test
  void anOperatorWhoIsUnknownIsNotFreeBecauseTheyWereStopped() {
    TestPharmacy pharmacy = usual();
    for (int day = 0; day < 5; day++) {
      assertThat(outcomes(pharmacy, DAY.plusDays(day), 10, 666, 99, 777))
          .doesNotContain(Outcome.PASS);
    }
    assertThat(outcomes(pharmacy, DAY.plusDays(5), 10, 667, 99, 778))
        .as("nor at the next terminal")
        .doesNotContain(Outcome.PASS);
  }

  @Test
  void anOperatorWhoIsUnknownIsFreeOnceAPersonConfirmed() {
    TestPharmacy pharmacy = usual();
    outcomes(pharmacy, DAY, 10, 666, 99, 777);
    pharmacy.ask(Ask.at(DAY, 11, 0).terminal(666).operator(99).session(777).byPerson());
    assertThat(outcomes(pharmacy, DAY, 12, 666, 99, 777)).containsOnly(Outcome.PASS);
  }

  /** A computer was replaced. */
  @Test
  void anOperatorWhoIsKnownIsAskedThreeTimes() {
    TestPharmacy pharmacy = usual();
    List<Outcome> known = outcomes(pharmacy, DAY, 10, 666, 1, 777);
    assertThat(known.subList(0, 3)).containsOnly(Outcome.STEP_UP);
    assertThat(known.subList(3, 8)).containsOnly(Outcome.PASS);
    assertThat(outcomes(pharmacy, DAY, 12, 666, 99, 777))
        .as("and their new colleague is not asked for that computer")
        .containsOnly(Outcome.PASS);
  }

  @Test
  void aTerminalThatASessionMovedToIsAskedUntilAPersonConfirms() {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 9, 0).session(777));
    assertThat(outcomes(pharmacy, DAY, 10, 666, 1, 777)).containsOnly(Outcome.HOLD);
    for (int day = 3; day < 6; day++) {
      assertThat(outcomes(pharmacy, DAY.plusDays(day), 11, 666, 1, 778))
          .containsOnly(Outcome.STEP_UP);
    }
    assertThat(
            pharmacy
                .ask(Ask.at(DAY.plusDays(6), 11, 0).terminal(666).session(779).byPerson())
                .outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(outcomes(pharmacy, DAY.plusDays(6), 12, 666, 1, 779)).containsOnly(Outcome.PASS);
  }

  /** In its first two weeks nothing is unusual, this neither. */
  @Test
  void aNewPharmacyMayWorkAtTwoTerminalsInOneSession() {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int request = 0; request < 20; request++) {
      assertThat(
              pharmacy
                  .ask(Ask.at(FIRST, 9 + request / 6, request % 6 * 9).terminal(1 + request % 2))
                  .outcome())
          .isEqualTo(Outcome.PASS);
    }
  }

  /** Who works at it for a week, confirmed or not, may come to it with another one's session. */
  @Test
  void aTerminalThatHasWorkedForAWeekIsNotHeldForASessionOfAnother() {
    TestPharmacy pharmacy = usual();
    for (int day = 0; day < 10; day++) {
      outcomes(pharmacy, DAY.plusDays(day), 11, 2, 1, 900 + day);
    }
    LocalDate later = DAY.plusDays(11);
    pharmacy.ask(Ask.at(later, 10, 0).session(777));
    assertThat(pharmacy.ask(Ask.at(later, 10, 5).terminal(2).session(777)).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(later, 10, 10).terminal(3).session(777)).outcome())
        .isEqualTo(Outcome.HOLD);
  }

  /** A large centre: none of its places displaces another. */
  @Test
  void sixtyWorkPlacesAreKnown() {
    TestPharmacy pharmacy = new TestPharmacy();
    int asked = 0;
    for (int day = 0; day < 60; day++) {
      for (int place = 0; place < 60; place++) {
        Ask ask = Ask.at(FIRST.plusDays(day), 9 + place / 8, place % 8 * 7);
        asked +=
            pharmacy.ask(ask.terminal(100 + place).operator(place % 12).session(place)).outcome()
                    == Outcome.PASS
                ? 0
                : 1;
      }
    }
    assertThat(asked).isZero();
  }
}
