package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each rule stops, and what it does not. */
class FraudJudgeTest {
  private static final LocalDate FIRST = TestPharmacy.FIRST;
  private static final LocalDate EIGHT_WEEKS = FIRST.plusDays(56);
  private static final Profile MORNINGS =
      new Profile(
          List.of(
              new Profile.Opening(0, 8 * 60, 13 * 60),
              new Profile.Opening(1, 8 * 60, 13 * 60),
              new Profile.Opening(2, 8 * 60, 13 * 60)),
          List.of());

  private static TestPharmacy usual() {
    return new TestPharmacy().works(FIRST, 56, 24);
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  @Test
  void usualWorkPasses() {
    TestPharmacy pharmacy = usual();
    for (int day = 0; day < 5; day++) {
      assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(day), 11, 0))).isEqualTo(Decision.CLEAN);
    }
  }

  @Test
  void theFirstRequestAtNightAsksForAPersonAndTheFourthHoldsTheTerminal() {
    TestPharmacy pharmacy = usual();
    for (int minute = 0; minute < 3; minute++) {
      assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS, 22, minute)).outcome())
          .isEqualTo(Outcome.STEP_UP);
    }
    assertThat(rules(pharmacy.ask(Ask.at(EIGHT_WEEKS, 22, 30))))
        .containsExactly(RuleId.UNUSUAL_HOUR, RuleId.UNUSUAL_HOURS_GO_ON);
    assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(1), 0, 30)).outcome())
        .isEqualTo(Outcome.HOLD);
  }

  @Test
  void nightsThatNobodyConfirmsNeverBecomeUsual() {
    TestPharmacy pharmacy = usual();
    for (int night = 0; night < 60; night++) {
      for (int request = 0; request < 20; request++) {
        assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(night), 22, request * 2)).outcome())
            .isNotEqualTo(Outcome.PASS);
      }
    }
  }

  @Test
  void nightsThatAPersonConfirmsDo() {
    TestPharmacy pharmacy = usual();
    for (int night = 0; night < 5; night++) {
      assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(night), 22, 0).byPerson()).outcome())
          .isEqualTo(Outcome.PASS);
    }
    assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(5), 22, 0)).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void aSundayIsUnusualForWhoRestsOnIt() {
    assertThat(rules(usual().ask(Ask.at(EIGHT_WEEKS.minusDays(1), 11, 0))))
        .containsExactly(RuleId.UNUSUAL_HOUR);
  }

  @Test
  void whatIsDeclaredCountsFromTheFirstDayAndADutyToo() {
    TestPharmacy pharmacy = new TestPharmacy().declaring(MORNINGS);
    assertThat(pharmacy.ask(Ask.at(FIRST, 9, 0))).isEqualTo(Decision.CLEAN);
    assertThat(rules(pharmacy.ask(Ask.at(FIRST, 20, 0)))).containsExactly(RuleId.CLOSED);
    long night = FIRST.atTime(19, 0).atZone(TestPharmacy.BERLIN).toEpochSecond();
    Profile duty =
        new Profile(MORNINGS.openings(), List.of(new Profile.Duty(night, night + 12 * 3600)));
    assertThat(new TestPharmacy().declaring(duty).ask(Ask.at(FIRST, 22, 0)))
        .isEqualTo(Decision.CLEAN);
  }

  @Test
  void aNewPharmacyIsNotAskedForHabitsItCannotHave() {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int request = 0; request < 300; request++) {
      assertThat(pharmacy.ask(Ask.at(FIRST, 8 + request / 40, request % 40)).outcome())
          .isEqualTo(Outcome.PASS);
    }
  }

  @Test
  void halfAsManyAgainForDaysAsksForAPerson() {
    TestPharmacy pharmacy = usual();
    pharmacy.works(EIGHT_WEEKS, 12, 40);
    assertThat(rules(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(14), 11, 0))))
        .contains(RuleId.VOLUME);
  }

  @Test
  void aDayFarAboveTheOwnLevelAsksForAPerson() {
    TestPharmacy pharmacy = usual();
    pharmacy.works(EIGHT_WEEKS, 1, 300);
    assertThat(rules(pharmacy.ask(Ask.at(EIGHT_WEEKS, 17, 0)))).contains(RuleId.VOLUME_TODAY);
  }

  @Test
  void afterWeeksWithoutAnyAPersonIsAskedUntilOneWasThere() {
    TestPharmacy pharmacy = usual();
    LocalDate later = EIGHT_WEEKS.plusDays(42);
    assertThat(rules(pharmacy.ask(Ask.at(later, 11, 0)))).containsExactly(RuleId.DORMANT);
    assertThat(pharmacy.ask(Ask.at(later, 11, 5)).outcome()).isEqualTo(Outcome.STEP_UP);
    assertThat(pharmacy.ask(Ask.at(later, 11, 10).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(later, 11, 15)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void aNewTerminalAsksForAPersonAndAStolenSessionIsHeld() {
    TestPharmacy pharmacy = usual();
    assertThat(rules(pharmacy.ask(Ask.at(EIGHT_WEEKS, 11, 0).terminal(2).session(5))))
        .containsExactly(RuleId.NEW_TERMINAL);
    assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS, 11, 5).terminal(2).session(5).byPerson()).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(EIGHT_WEEKS, 11, 10).terminal(2).session(5)))
        .isEqualTo(Decision.CLEAN);
    Decision stolen = pharmacy.ask(Ask.at(EIGHT_WEEKS, 11, 15).terminal(3).session(5));
    assertThat(stolen.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(rules(stolen)).contains(RuleId.SESSION_MOVED);
  }

  @Test
  void manyNewTerminalsAskForAPersonEachTime() {
    TestPharmacy pharmacy = usual();
    for (int terminal = 10; terminal < 100; terminal++) {
      for (int request = 0; request < 10; request++) {
        Decision decision =
            pharmacy.ask(
                Ask.at(EIGHT_WEEKS.plusDays(terminal / 20), 11, request)
                    .terminal(terminal)
                    .operator(terminal)
                    .session(terminal));
        if (terminal > 13) {
          assertThat(decision.outcome()).isEqualTo(Outcome.STEP_UP);
        }
      }
    }
    assertThat(rules(pharmacy.ask(Ask.at(EIGHT_WEEKS.plusDays(5), 12, 0))))
        .as("the terminal that was always there")
        .doesNotContain(RuleId.NEW_TERMINAL, RuleId.MANY_NEW_TERMINALS);
  }

  @Test
  void weakSignalsStopNobodyAloneOrTogether() {
    TestPharmacy pharmacy = usual();
    Decision decision =
        pharmacy.ask(Ask.at(EIGHT_WEEKS, 11, 0).operator(9).marked(AgeMark.PLACEHOLDER));
    assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
    assertThat(decision.score()).isPositive();
    assertThat(rules(decision)).allMatch(RuleId::weak);
  }

  @Test
  void fasterThanPapersCanBeCheckedAsksForAPerson() {
    TestPharmacy pharmacy = usual();
    Decision decision = Decision.CLEAN;
    for (int request = 0; request < 20; request++) {
      Ask ask = Ask.at(EIGHT_WEEKS, 11, 0);
      decision = pharmacy.ask(Ask.at(ask.at().plusSeconds(15L * request)));
    }
    assertThat(rules(decision)).contains(RuleId.RHYTHM_TOO_FAST);
  }

  /** 2021-10-31: an hour comes twice; 2021-03-28: one is left out. */
  @Test
  void theHourIsThatOfTheClockOnTheWall() {
    assertThat(Moment.of(FIRST.atTime(22, 15).atZone(TestPharmacy.BERLIN).toInstant()).hour())
        .isEqualTo(22);
    assertThat(
            Moment.of(
                    LocalDate.of(2021, 10, 31)
                        .atTime(22, 0)
                        .atZone(TestPharmacy.BERLIN)
                        .toInstant())
                .hour())
        .isEqualTo(22);
    assertThat(Moment.of(java.time.Instant.parse("2021-10-31T01:30:00Z")).hour()).isEqualTo(2);
    assertThat(Moment.of(java.time.Instant.parse("2021-10-31T00:30:00Z")).hour()).isEqualTo(2);
  }
}
