package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.Bursts;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doses, bursts, hours, probation, cards and gateways. */
class MoreRulesTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  /** BioNTech was approved on 21 December 2020, three weeks lie between its doses. */
  @ParameterizedTest
  @CsvSource({
    "EU/1/20/1528, 2020-12-27, 1, 2, NONE",
    "EU/1/20/1528, 2021-01-10, 2, 2, DOSE_TOO_EARLY",
    "EU/1/20/1528, 2021-01-11, 2, 2, NONE",
    "EU/1/20/1528, 2021-01-20, 3, 3, DOSE_TOO_EARLY",
    "EU/1/20/1528, 2020-12-20, 2, 2, DATE_BEFORE_APPROVAL",
    "EU/1/20/1525, 2021-04-26, 1, 1, NONE",
    "EU/1/20/1525, 2021-11-26, 2, 1, DOSE_ORDER",
    "another, 2020-03-16, 2, 2, NONE",
    "another, 2020-03-15, 2, 2, DATE_BEFORE_TRIALS",
  })
  void aLaterDoseHasToHaveHadItsTime(
      String product, LocalDate day, int dose, int doses, String rule) {
    Decision decision = usual().ask(Ask.at(DAY, 11, 0).vaccinated(product, day, dose, doses));
    assertThat(rules(decision))
        .isEqualTo(rule.equals("NONE") ? List.of() : List.of(RuleId.valueOf(rule)));
    assertThat(decision.contributions()).allSatisfy(one -> assertThat(one.evidence()).isEmpty());
  }

  @Test
  void manyVisitsOfOneOperatorWithinMinutesAskForAPerson() {
    TestPharmacy pharmacy = usual();
    Instant begin = Ask.at(DAY, 11, 0).at();
    Decision last = Decision.CLEAN;
    for (int visit = 0; visit < 15; visit++) {
      last = pharmacy.ask(Ask.at(begin.plusSeconds(45L * visit)));
    }
    assertThat(rules(last)).contains(RuleId.OPERATOR_BURST);
    assertThat(last.contributions())
        .filteredOn(one -> one.rule() == RuleId.OPERATOR_BURST)
        .allSatisfy(
            one ->
                assertThat(one.evidence())
                    .containsKeys("inTenMinutes", "inTenMinutesAtMost", "inAnHour"));
  }

  @Test
  void whoIsUsedToHurryingIsNotAsked() {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int day = 0; day < 30; day++) {
      for (int visit = 0; visit < 40; visit++) {
        pharmacy.ask(
            Ask.at(
                Ask.at(TestPharmacy.FIRST.plusDays(day), 11, 0)
                    .at()
                    .plusSeconds(50L * visit + visit * visit % 7)));
      }
    }
    Decision last = Decision.CLEAN;
    for (int visit = 0; visit < 40; visit++) {
      last = pharmacy.ask(Ask.at(Ask.at(DAY.minusDays(26), 11, 0).at().plusSeconds(45L * visit)));
    }
    assertThat(rules(last)).doesNotContain(RuleId.OPERATOR_BURST);
  }

  @Test
  void anHourFarAboveTheOwnLevelAsksForAPerson() {
    TestPharmacy pharmacy = usual();
    Decision last = Decision.CLEAN;
    for (int request = 0; request < 50; request++) {
      last =
          pharmacy.ask(
              Ask.at(Ask.at(DAY, 11, 0).at().plusSeconds(70L * request)).operator(request % 5));
    }
    assertThat(rules(last)).contains(RuleId.VOLUME_HOUR);
  }

  @Test
  void aNewcomerOnProbationIsAskedBeyondWhatNewcomersHave() {
    TestPharmacy newcomer = new TestPharmacy().declaring(Profile.UNKNOWN.onProbation(true));
    int limit = Parameters.standard().probationVisits();
    for (int request = 0; request < limit; request++) {
      assertThat(newcomer.ask(Ask.at(DAY, 9 + request / 20, request % 20 * 3)).outcome())
          .isEqualTo(Outcome.PASS);
    }
    assertThat(rules(newcomer.ask(Ask.at(DAY, 15, 0)))).contains(RuleId.PROBATION_VOLUME);
    assertThat(newcomer.ask(Ask.at(DAY.plusDays(1), 9, 0)).outcome()).isEqualTo(Outcome.PASS);
    TestPharmacy other = new TestPharmacy();
    for (int request = 0; request < limit + 5; request++) {
      assertThat(other.ask(Ask.at(DAY, 9 + request / 20, request % 20 * 3)).outcome())
          .as("not on probation")
          .isEqualTo(Outcome.PASS);
    }
  }

  @Test
  void dosesOfOnePersonThatCannotBeAskForAPersonWithoutSayingWhichAndWhen() {
    TestPharmacy pharmacy = usual();
    Ask ask = Ask.at(DAY, 11, 0);
    Decision close = pharmacy.ask(ask.of(new Person(0, true, false, false)));
    assertThat(rules(close)).containsExactly(RuleId.DOSE_INTERVAL);
    assertThat(close.outcome()).isEqualTo(Outcome.STEP_UP);
    Decision disordered = pharmacy.ask(ask.of(new Person(0, false, true, false)));
    assertThat(rules(disordered)).containsExactly(RuleId.DOSES_OUT_OF_ORDER);
    assertThat(disordered.outcome()).isEqualTo(Outcome.STEP_UP);
    assertThat(pharmacy.ask(ask.byPerson().of(new Person(3, true, true, true))).outcome())
        .as("confirmed")
        .isEqualTo(Outcome.PASS);
    for (Decision decision : List.of(close, disordered)) {
      assertThat(decision.contributions()).allSatisfy(one -> assertThat(one.evidence()).isEmpty());
    }
    Decision again = pharmacy.ask(ask.of(new Person(2, false, false, false)));
    assertThat(again.contributions())
        .singleElement()
        .satisfies(one -> assertThat(one.evidence()).isEqualTo(java.util.Map.of("before", 2.0)));
  }

  /** Works at three terminals with one card. */
  private static TestPharmacy threeTerminals() {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int day = 0; day < 40; day++) {
      for (int request = 0; request < 12; request++) {
        pharmacy.ask(
            Ask.at(TestPharmacy.FIRST.plusDays(day), 9 + request / 2, request % 2 * 31 + day % 7)
                .terminal(request % 3)
                .session(day * 10L + request % 3)
                .card(500, false));
      }
    }
    return pharmacy;
  }

  @Test
  void oneCardAtTheUsualNumberOfTerminalsIsNothing() {
    TestPharmacy pharmacy = threeTerminals();
    LocalDate day = TestPharmacy.FIRST.plusDays(40);
    for (int terminal = 0; terminal < 3; terminal++) {
      Ask ask = Ask.at(day, 10, terminal * 7).terminal(terminal).session(terminal);
      assertThat(rules(pharmacy.ask(ask.card(500, false))))
          .doesNotContain(RuleId.CARD_SESSIONS, RuleId.NEW_TERMINAL);
    }
    assertThat(rules(pharmacy.ask(Ask.at(day, 11, 0).terminal(77).session(9).card(500, false))))
        .as("one more is somebody's new terminal, no more")
        .contains(RuleId.NEW_TERMINAL)
        .doesNotContain(RuleId.CARD_SESSIONS);
  }

  @Test
  void oneCardAtMoreTerminalsThanEverAsksAtTheNewOnesForAsLongAsNobodyConfirms() {
    TestPharmacy pharmacy = threeTerminals();
    LocalDate day = TestPharmacy.FIRST.plusDays(40);
    for (int terminal = 0; terminal < 3; terminal++) {
      pharmacy.ask(
          Ask.at(day, 10, terminal * 7).terminal(terminal).session(terminal).card(500, false));
    }
    pharmacy.ask(Ask.at(day, 11, 0).terminal(77).session(9).card(500, false));
    for (int request = 0; request < 6; request++) {
      Decision second =
          pharmacy.ask(Ask.at(day, 11, 5 + request).terminal(78).session(10).card(500, false));
      assertThat(rules(second)).contains(RuleId.CARD_SESSIONS);
      assertThat(second.outcome()).isEqualTo(Outcome.STEP_UP);
    }
    assertThat(pharmacy.ask(Ask.at(day, 12, 0).terminal(1).session(1).card(500, false)).outcome())
        .as("where it always was")
        .isEqualTo(Outcome.PASS);
    assertThat(rules(pharmacy.ask(Ask.at(day, 12, 5).terminal(79).session(11).card(501, false))))
        .as("another card")
        .doesNotContain(RuleId.CARD_SESSIONS);
  }

  @Test
  void aGatewayIsAWeakSignalAndAsksAtANewTerminal() {
    TestPharmacy pharmacy = usual();
    Decision known = pharmacy.ask(Ask.at(DAY, 11, 0).card(5, true));
    assertThat(known.outcome()).isEqualTo(Outcome.PASS);
    assertThat(rules(known)).containsExactly(RuleId.GATEWAY);
    for (int request = 0; request < 6; request++) {
      assertThat(
              rules(
                  pharmacy.ask(Ask.at(DAY, 11, 5 + request).terminal(8).session(8).card(5, true))))
          .contains(RuleId.GATEWAY, RuleId.GATEWAY_NEW_TERMINAL);
    }
  }

  @Property(tries = 100)
  void allWeakSignalsTogetherStopNobody(@ForAll @LongRange(min = 0, max = 1_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Batch far =
        new Batch(
            LocalDate.of(2021, 1, 1),
            LocalDate.of(2021, 5, 1),
            10,
            java.util.Set.of(),
            java.util.Set.of(99));
    TestPharmacy pharmacy =
        usual()
            .knowing(new Batches(java.util.Map.of(8L, far)))
            .declaring(Profile.UNKNOWN.of(6, 10));
    for (int request = 0; request < 3; request++) {
      Decision decision =
          pharmacy.ask(
              Ask.at(DAY, 11, 11 * request)
                  .operator(100 + random.nextInt(3))
                  .marked(random.nextBoolean() ? AgeMark.OVER_110 : AgeMark.PLACEHOLDER)
                  .batch(random.nextBoolean() ? 8 : 9)
                  .vaccinated("EU/1/20/1528", LocalDate.of(2021, 6, 1), 3, 2)
                  .card(3, true)
                  .of(new Person(1 + random.nextInt(PersonHistory.LARGEST), false, false, true)));
      assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
      assertThat(rules(decision))
          .hasSizeGreaterThanOrEqualTo(6)
          .allMatch(RuleId::weak)
          .contains(RuleId.DUPLICATE, RuleId.UNUSUAL_NAME);
    }
  }

  @Property(tries = 100)
  void whatIsWrittenAndReadAfterEachRequestDecidesAsWhatIsNot(
      @ForAll @LongRange(min = 0, max = 10_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FraudJudge judge = new FraudJudge(Parameters.standard());
    PharmacyState kept = PharmacyState.NEW;
    PharmacyState stored = PharmacyState.NEW;
    LocalDate day = TestPharmacy.FIRST;
    for (int step = 0; step < 300; step++) {
      day = day.plusDays(random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0);
      Ask ask =
          Ask.at(day, 8 + random.nextInt(16), random.nextInt(60))
              .terminal(random.nextInt(6))
              .operator(random.nextInt(3))
              .session(random.nextInt(9))
              .batch(random.nextInt(40))
              .card(random.nextInt(2), random.nextInt(50) == 0);
      Ask asked = random.nextInt(12) == 0 ? ask.byPerson() : ask;
      FraudJudge.Verdict one =
          judge.judge(kept, asked.features(), Profile.UNKNOWN, Surroundings.UNKNOWN);
      FraudJudge.Verdict other =
          judge.judge(stored, asked.features(), Profile.UNKNOWN, Surroundings.UNKNOWN);
      assertThat(other.decision()).isEqualTo(one.decision());
      assertThat(other.newBatch()).isEqualTo(one.newBatch());
      kept = one.state();
      stored = PharmacyStateCodec.decode(PharmacyStateCodec.encode(other.state()));
    }
  }

  @Property(tries = 50)
  void whateverAPharmacyBringsItsStateFitsItsBytes(@ForAll @IntRange(min = 1, max = 90) int days) {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int request = 0; request < 3_000; request++) {
      pharmacy.ask(
          Ask.at(TestPharmacy.FIRST.plusDays(request * days / 3_000L), request % 24, request % 60)
              .terminal(request)
              .operator(request)
              .session(request % 500)
              .batch(request)
              .card(request, true));
    }
    for (int hour = 0; hour < 7 * 24; hour++) {
      pharmacy.ask(
          Ask.at(TestPharmacy.FIRST.plusDays(days + 1 + hour / 24), hour % 24, 0).byPerson());
    }
    assertThat(PharmacyStateCodec.encode(pharmacy.state()).length)
        .isLessThanOrEqualTo(PharmacyStateCodec.LARGEST);
    assertThat(Bursts.VISIT).isPositive();
  }

  /** Two work, 12 visits a day each; then one of them so many more a day, for days. */
  private static TestPharmacy twoOperators(int days, int more) {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int day = 0; day < 56 + days; day++) {
      LocalDate date = TestPharmacy.FIRST.plusDays(day);
      int extra = day < 56 ? 0 : more;
      for (int visit = 0; visit < 24 + extra && date.getDayOfWeek().getValue() < 7; visit++) {
        int late = (int) ((date.toEpochDay() * 31 + visit * 17L) % 9);
        int minute = 9 * 60 + visit * 8 * 60 / (24 + extra) + late;
        boolean second = visit < 24 ? visit % 2 == 0 : true;
        pharmacy.ask(
            Ask.at(date, minute / 60, minute % 60)
                .operator(second ? 2 : 1)
                .session(date.toEpochDay() * 2 + (second ? 1 : 0)));
      }
    }
    return pharmacy;
  }

  @Test
  void whoDoesNoMoreThanUsualIsNotAskedForTheShiftOfAnother() {
    TestPharmacy pharmacy = twoOperators(5, 12);
    LocalDate next = DAY.plusDays(5);
    Decision ordinary = pharmacy.ask(Ask.at(next, 10, 0).operator(1).session(9_001));
    assertThat(rules(ordinary)).as("it is seen").contains(RuleId.VOLUME);
    assertThat(ordinary.outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(next, 10, 5).operator(2).session(9_002)).outcome())
        .isEqualTo(Outcome.STEP_UP);
    assertThat(pharmacy.ask(Ask.at(next, 10, 10).operator(3).session(9_003)).outcome())
        .as("one who is not known")
        .isEqualTo(Outcome.STEP_UP);
  }

  @Test
  void beyondDoubtEverybodyIsAsked() {
    TestPharmacy pharmacy = twoOperators(12, 14);
    LocalDate next = DAY.plusDays(14);
    assertThat(pharmacy.ask(Ask.at(next, 10, 0).operator(1).session(9_001)).outcome())
        .isEqualTo(Outcome.STEP_UP);
  }
}
