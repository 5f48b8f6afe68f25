package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person's confirmation covers, and what follows where nobody gives one. */
class ConfirmedTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);
  private static final LocalDate LATER = DAY.plusDays(14);
  private static final int COVERED = Parameters.standard().vouched().requests();

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  /** Where three work by turns. */
  private static TestPharmacy three(TestPharmacy pharmacy, LocalDate from, int days, int aDay) {
    for (int day = 0; day < days; day++) {
      for (int request = 0; request < aDay; request++) {
        int minute = 9 * 60 + request * 8 * 60 / aDay + (day * 31 + request * 17) % 8;
        pharmacy.ask(
            Ask.at(from.plusDays(day), minute / 60, minute % 60).operator(1 + request % 3));
      }
    }
    return pharmacy;
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  /** How many requests after a confirmed one pass until the next is asked for, at most 100. */
  private static int covered(TestPharmacy pharmacy) {
    assertThat(pharmacy.ask(Ask.at(LATER, 11, 0)).outcome()).isEqualTo(Outcome.STEP_UP);
    assertThat(pharmacy.ask(Ask.at(LATER, 11, 1).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    int passed = 0;
    while (passed < 100
        && pharmacy.ask(Ask.at(LATER, 11 + passed / 12, 2 + passed % 12 * 4)).outcome()
            == Outcome.PASS) {
      passed++;
    }
    return passed;
  }

  @Test
  void forAShiftOfThePharmacyItCoversAFewRequestsMoreOfThatOperator() {
    TestPharmacy pharmacy =
        three(three(new TestPharmacy(), TestPharmacy.FIRST, 56, 24), DAY, 8, 36);
    assertThat(covered(pharmacy)).isEqualTo(COVERED);
    assertThat(pharmacy.ask(Ask.at(LATER, 17, 0).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(rules(pharmacy.ask(Ask.at(LATER, 17, 4).operator(2))))
        .as("another operator, for whom nobody vouched")
        .contains(RuleId.VOLUME);
    assertThat(pharmacy.ask(Ask.at(LATER, 17, 8).operator(2)).outcome()).isEqualTo(Outcome.STEP_UP);
  }

  @Test
  void ofAnOperatorWhoDoesFarMoreThanEverItCoversNoOtherRequest() {
    assertThat(covered(usual().works(DAY, 12, 72))).isZero();
  }

  /** Whoever takes a new name every day has no habit that could speak against it. */
  @Test
  void ofANewNameItCoversNoOtherRequest() {
    TestPharmacy pharmacy = usual().works(DAY, 12, 72);
    assertThat(pharmacy.ask(Ask.at(LATER, 11, 0).operator(9).byPerson()).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(LATER, 11, 4).operator(9)).outcome()).isEqualTo(Outcome.STEP_UP);
  }

  /** On Saturdays since long, too few for a habit, and no more of them than ever. */
  @Test
  void ofWhoHelpsOutNowAndThenItCoversAFewMore() {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int week = 0; week < 9; week++) {
      three(pharmacy, TestPharmacy.FIRST.plusDays(7L * week), 6, 24);
      for (int request = 0; request < 6; request++) {
        pharmacy.ask(
            Ask.at(TestPharmacy.FIRST.plusDays(7L * week + 5), 10, 9 * request).operator(7));
      }
    }
    LocalDate monday = TestPharmacy.FIRST.plusDays(63);
    three(pharmacy, monday, 6, 40);
    LocalDate next = monday.plusDays(7);
    assertThat(pharmacy.state().operators().find(7).level().known()).isFalse();
    assertThat(pharmacy.ask(Ask.at(next, 11, 0).operator(7).byPerson()).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(pharmacy.state().operators().find(7).vouched()).isEqualTo(COVERED);
    assertThat(pharmacy.ask(Ask.at(next, 11, 4).operator(7)).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.state().operators().find(7).vouched()).isEqualTo(COVERED - 1);
  }

  @Test
  void itEndsWithTheShiftOfThePharmacy() {
    TestPharmacy pharmacy =
        three(three(new TestPharmacy(), TestPharmacy.FIRST, 56, 24), DAY, 8, 36);
    pharmacy.ask(Ask.at(LATER, 11, 0).byPerson());
    assertThat(pharmacy.state().operators().find(1).vouched()).isEqualTo(COVERED);
    three(pharmacy, LATER.plusDays(1), 30, 20);
    assertThat(pharmacy.state().operators().find(1).vouched()).isZero();
  }

  @Test
  void oneNightThatIsConfirmedIsNoHabit() {
    TestPharmacy pharmacy = usual();
    assertThat(pharmacy.ask(Ask.at(DAY, 22, 0).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    for (int night = 1; night < 14; night++) {
      assertThat(pharmacy.ask(Ask.at(DAY.plusDays(night), 22, 0)).outcome())
          .isNotEqualTo(Outcome.PASS);
    }
  }

  @Test
  void forAnythingElseItCoversNothingOfThat() {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 22, 0).byPerson());
    assertThat(pharmacy.state().operators().find(1).vouched()).isZero();
  }

  /** Whoever confirms does so at once: that is no haste. */
  @Test
  void itIsNotTakenForHaste() {
    TestPharmacy pharmacy = usual();
    for (int request = 0; request < 60; request++) {
      Ask ask = Ask.at(DAY.plusDays(request / 12), 21, request % 12 * 4);
      pharmacy.ask(ask);
      assertThat(rules(pharmacy.ask(ask.byPerson()))).doesNotContain(RuleId.RHYTHM_TOO_FAST);
    }
  }

  @Test
  void aSmallPharmacyIsNotAskedForAFewMore() {
    TestPharmacy small = new TestPharmacy().works(TestPharmacy.FIRST, 56, 2).works(DAY, 30, 5);
    assertThat(small.state().level().shifted(Parameters.standard().volume())).isTrue();
    LocalDate day = DAY.plusDays(30);
    for (int request = 0; request < 5; request++) {
      assertThat(small.ask(Ask.at(day, 11, 10 * request)).outcome()).isEqualTo(Outcome.PASS);
    }
    assertThat(small.ask(Ask.at(day, 11, 50)).outcome()).isEqualTo(Outcome.STEP_UP);
  }

  @Test
  void whereItIsMissingAfterALongPauseThePharmacyIsHeld() {
    TestPharmacy pharmacy = usual();
    LocalDate back = DAY.plusDays(42);
    for (int request = 0; request < 3; request++) {
      assertThat(pharmacy.ask(Ask.at(back, 11, request)).outcome()).isEqualTo(Outcome.STEP_UP);
    }
    Decision fourth = pharmacy.ask(Ask.at(back, 11, 4));
    assertThat(rules(fourth)).containsExactly(RuleId.DORMANT, RuleId.DORMANT_GOES_ON);
    assertThat(fourth.hold().orElseThrow().scope()).isEqualTo(HoldScope.PHARMACY);
    assertThat(pharmacy.ask(Ask.at(back, 11, 8).operator(7).terminal(7)).outcome())
        .isEqualTo(Outcome.HOLD);
    assertThat(pharmacy.ask(Ask.at(back, 11, 12).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(back, 11, 16)).outcome()).isEqualTo(Outcome.PASS);
  }

  /** Whoever asks once in a while is asked each time, and not held. */
  @Test
  void whereItIsMissingAfterALongPauseOnceADayNothingIsHeld() {
    TestPharmacy pharmacy = usual();
    for (int day = 42; day < 49; day++) {
      assertThat(pharmacy.ask(Ask.at(DAY.plusDays(day), 11, 0)).outcome())
          .isEqualTo(Outcome.STEP_UP);
    }
  }

  @Test
  void whatAnalystsReleaseIsNotHeldAgainForWhatWasBefore() {
    TestPharmacy pharmacy = usual();
    LocalDate back = DAY.plusDays(42);
    for (int request = 0; request < 5; request++) {
      pharmacy.ask(Ask.at(back, 11, request));
    }
    long at = Ask.at(back, 12, 0).at().getEpochSecond();
    pharmacy.declaring(Profile.UNKNOWN.with(new Profile.Release(at, 1)));
    assertThat(pharmacy.ask(Ask.at(back, 12, 1)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void anOperatorWhomAnalystsReleasedIsNotHeldAgainForWhatWasBefore() {
    TestPharmacy pharmacy = usual();
    for (int request = 0; request < 20; request++) {
      pharmacy.ask(Ask.at(Ask.at(DAY, 11, 0).at().plusSeconds(15L * request)));
    }
    assertThat(pharmacy.state().operators().find(1).unanswered()).isPositive();
    long at = Ask.at(DAY, 12, 0).at().getEpochSecond();
    pharmacy.declaring(Profile.UNKNOWN.with(new Profile.Release(at, 1)));
    assertThat(pharmacy.ask(Ask.at(DAY, 12, 1)).outcome()).isNotEqualTo(Outcome.HOLD);
  }

  @Test
  void whereItIsMissingForAnOperatorsHasteOnlyThatOperatorIsHeld() {
    TestPharmacy pharmacy = usual();
    for (int request = 0; request < 3; request++) {
      pharmacy.ask(Ask.at(DAY.minusDays(1 + request), 10, 0).operator(2).byPerson());
    }
    Decision last = Decision.CLEAN;
    for (int request = 0; request < 20; request++) {
      last = pharmacy.ask(Ask.at(Ask.at(DAY, 11, 0).at().plusSeconds(15L * request)));
    }
    assertThat(rules(last)).contains(RuleId.OPERATOR_GOES_ON);
    assertThat(last.hold().orElseThrow().scope()).isEqualTo(HoldScope.OPERATOR);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 8).operator(2)).outcome()).isNotEqualTo(Outcome.HOLD);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 9)))).contains(RuleId.ON_HOLD);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 10).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 50)).outcome()).isNotEqualTo(Outcome.HOLD);
  }

  @Test
  void nextToUsualHoursHonestWorkGoesOnLongerThanFarFromThem() {
    TestPharmacy pharmacy = usual();
    LocalDate sunday = DAY.minusDays(1);
    int near = Parameters.standard().nearHeldFrom();
    for (int request = 1; request < near; request++) {
      assertThat(pharmacy.ask(Ask.at(sunday, 11, request)).outcome()).isEqualTo(Outcome.STEP_UP);
    }
    assertThat(pharmacy.ask(Ask.at(sunday, 11, near)).outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  void noPersonCanConfirmADateBeforeAnybodyWasVaccinated() {
    Ask ask = Ask.at(DAY, 11, 0).vaccinated("EU/1/20/1528", LocalDate.of(2020, 3, 15), 1, 2);
    assertThat(usual().ask(ask).outcome()).isEqualTo(Outcome.REFUSE);
    assertThat(usual().ask(ask.byPerson()).outcome()).isEqualTo(Outcome.REFUSE);
  }
}
