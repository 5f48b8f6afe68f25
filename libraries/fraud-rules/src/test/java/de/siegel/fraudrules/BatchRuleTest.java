package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.Known;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Batches that others use too, and many of them. */
class BatchRuleTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  @Test
  void aBatchThatIsUsedEverywhereAsksForAPersonUnlessItHasLongBeenUsedHere() {
    TestPharmacy pharmacy = usual().whereSpread(batch -> batch == 7 || batch == 8);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 0))).as("its own").isEqualTo(Decision.CLEAN);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 5).batch(8))))
        .containsExactly(RuleId.BATCH_SPREAD);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 5).batch(8).byPerson()).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 10).batch(0))))
        .containsExactly(RuleId.BATCH_MISSING);
  }

  @Test
  void whatIsStoppedDoesNotMakeABatchOnesOwn() {
    TestPharmacy pharmacy = usual().whereSpread(batch -> batch == 8);
    for (int day = 0; day < 40; day++) {
      if (DAY.plusDays(day).getDayOfWeek().getValue() != 7) {
        assertThat(pharmacy.ask(Ask.at(DAY.plusDays(day), 11, 5).batch(8)).outcome())
            .isEqualTo(Outcome.STEP_UP);
      }
    }
  }

  @Test
  void aBatchStaysOnesOwnWhenTheQuarterTurns() {
    TestPharmacy pharmacy = usual().whereSpread(batch -> batch == 7 || batch == 70);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 0).batch(70))))
        .as("no former token")
        .containsExactly(RuleId.BATCH_SPREAD);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 5).batch(70, 7))).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 10).batch(70)))
        .as("carried over")
        .isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.state().batches().find(7)).as("once only").isNull();
  }

  @Test
  void aBatchIsSpreadAndListedUnderEitherToken() {
    TestPharmacy spread = usual().whereSpread(batch -> batch == 8);
    assertThat(rules(spread.ask(Ask.at(DAY, 11, 0).batch(80, 8))))
        .containsExactly(RuleId.BATCH_SPREAD);
    TestPharmacy listed = listing();
    assertThat(rules(listed.ask(Ask.at(DAY, 11, 0).batch(80)))).contains(RuleId.BATCH_UNKNOWN);
    assertThat(listed.ask(Ask.at(DAY, 11, 5).batch(80, 8))).isEqualTo(Decision.CLEAN);
  }

  /** Whoever has both tokens decides as if the secret had never changed. */
  @Property(tries = 100)
  void theTurnOfAQuarterChangesNoDecision(
      @ForAll @IntRange(min = 0, max = 40) int turn, @ForAll long seed) {
    TestPharmacy turning = usual().whereSpread(batch -> batch % 10 == 3 || batch % 10 == 7);
    TestPharmacy staying = usual().whereSpread(batch -> batch % 10 == 3 || batch % 10 == 7);
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    for (int step = 0; step < 80; step++) {
      int day = step / 2;
      long batch = 1 + random.nextInt(9);
      Ask ask = Ask.at(DAY.plusDays(day), 10 + step % 2, random.nextInt(60));
      ask = random.nextInt(3) == 0 ? ask.byPerson() : ask;
      Decision decision =
          turning.ask(day < turn ? ask.batch(batch) : ask.batch(1_000 + batch, batch));
      assertThat(decision).isEqualTo(staying.ask(ask.batch(batch)));
    }
  }

  @Test
  void aMillionDistinctBatchesFromOnePharmacyDisplaceOnlyThemselves() {
    FraudJudge judge = new FraudJudge(Parameters.standard());
    PharmacyState state = usual().state();
    int told = 0;
    for (int request = 0; request < 1_000_000; request++) {
      Ask ask =
          Ask.at(DAY.plusDays(request / 50_000), 9 + request / 10_000 % 5, request / 170 % 60)
              .batch(1_000 + request)
              .byPerson();
      FraudJudge.Verdict verdict =
          judge.judge(state, ask.features(), Profile.UNKNOWN, Surroundings.UNKNOWN);
      state = verdict.state();
      told += verdict.newBatch() == 0 ? 0 : 1;
    }
    assertThat(told).isLessThanOrEqualTo(1_024);
    assertThat(state.batches().all()).hasSize(Known.LARGEST);
    assertThat(state.batches().find(7)).as("the one it has used for weeks").isNotNull();
    assertThat(PharmacyStateCodec.encode(state).length).isLessThan(PharmacyStateCodec.LARGEST);
  }

  private static final Batch LISTED =
      new Batch(
          LocalDate.of(2021, 5, 1), LocalDate.of(2021, 11, 30), 70_200, Set.of(5L), Set.of(80));

  private static TestPharmacy listing() {
    return usual().knowing(new Batches(Map.of(7L, LISTED, 8L, LISTED)));
  }

  private static Ask on(LocalDate used, int minute) {
    return Ask.at(DAY, 11, minute).vaccinated("EU/1/20/1528", used, 1, 2);
  }

  @Test
  void withoutAListNothingIsSaidOfABatch() {
    assertThat(usual().ask(Ask.at(DAY, 11, 0).batch(99))).isEqualTo(Decision.CLEAN);
  }

  @Test
  void aBatchIsUsedFromItsReleaseToItsExpiryBothIncluded() {
    TestPharmacy pharmacy = listing();
    assertThat(pharmacy.ask(on(LISTED.released(), 0))).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.ask(on(LISTED.expires(), 5))).isEqualTo(Decision.CLEAN);
    Decision before = pharmacy.ask(on(LISTED.released().minusDays(1), 10));
    assertThat(before.outcome()).isEqualTo(Outcome.STEP_UP);
    assertThat(rules(before)).containsExactly(RuleId.BATCH_BEFORE_RELEASE);
    assertThat(before.contributions().get(0).evidence()).as("no date of a holder").isEmpty();
    Decision after = pharmacy.ask(on(LISTED.expires().plusDays(1), 15));
    assertThat(after.outcome()).isEqualTo(Outcome.PASS);
    assertThat(rules(after)).containsExactly(RuleId.BATCH_EXPIRED);
  }

  @Test
  void oneUnknownBatchIsTypedWrongAndSeveralOnADayAreNot() {
    TestPharmacy pharmacy = listing();
    for (int minute = 0; minute < 3; minute++) {
      assertThat(pharmacy.ask(Ask.at(DAY, 11, minute).batch(100 + minute)).outcome())
          .isEqualTo(Outcome.PASS);
    }
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 30))).as("a good one").isEqualTo(Decision.CLEAN);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 40).batch(200))))
        .containsExactly(RuleId.BATCH_UNKNOWN, RuleId.BATCHES_DOUBTFUL);
    assertThat(pharmacy.ask(Ask.at(DAY.plusDays(1), 11, 0).batch(300)).outcome())
        .as("the next day")
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void aBatchThatIsLeftOutIsWeakAndSeveralOnADayAreNot() {
    TestPharmacy pharmacy = listing();
    for (int minute = 0; minute < 3; minute++) {
      Decision decision = pharmacy.ask(Ask.at(DAY, 11, minute).batch(0));
      assertThat(rules(decision)).containsExactly(RuleId.BATCH_MISSING);
      assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
    }
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 30))).as("a named one").isEqualTo(Decision.CLEAN);
    Decision fourth = pharmacy.ask(Ask.at(DAY, 11, 40).batch(0));
    assertThat(rules(fourth)).containsExactly(RuleId.BATCHES_DOUBTFUL, RuleId.BATCH_MISSING);
    assertThat(fourth.outcome()).isEqualTo(Outcome.STEP_UP);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 50).batch(0).byPerson()).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(pharmacy.ask(Ask.at(DAY.plusDays(1), 11, 0).batch(0)).outcome())
        .as("the next day")
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void withoutAListNobodyIsAskedForABatch() {
    TestPharmacy pharmacy = usual();
    for (int minute = 0; minute < 20; minute++) {
      assertThat(pharmacy.ask(Ask.at(DAY, 11, 2 * minute).batch(0)).outcome())
          .isEqualTo(Outcome.PASS);
    }
    TestPharmacy listing = listing();
    for (int minute = 0; minute < 10; minute++) {
      Ask recovery = Ask.at(DAY, 11, 2 * minute).batch(0).vaccinated("", null, 0, 0);
      assertThat(listing.ask(recovery)).as("no vaccination").isEqualTo(Decision.CLEAN);
    }
  }

  /** It may be left out: whoever does so every few days is not asked for it. */
  @Property(tries = 60)
  void whoeverLeavesBatchesOutByHabitIsNeverAskedForThem(
      @ForAll @IntRange(min = 1, max = 30) int aDay,
      @ForAll @IntRange(min = 20, max = 100) int leftOutPercent,
      @ForAll long seed) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    TestPharmacy pharmacy = new TestPharmacy().knowing(new Batches(Map.of(7L, LISTED)));
    for (int day = 0; day < 60; day++) {
      LocalDate date = TestPharmacy.FIRST.plusDays(day);
      for (int request = 0; request < aDay && date.getDayOfWeek().getValue() < 7; request++) {
        boolean leftOut = request == 0 && day % 2 == 0 || random.nextInt(100) < leftOutPercent;
        Ask ask = Ask.at(date, 9 + request / 4, 15 * (request % 4)).batch(leftOut ? 0 : 7);
        assertThat(rules(pharmacy.ask(ask))).doesNotContain(RuleId.BATCHES_DOUBTFUL);
      }
    }
  }

  /** Two weeks of a few a day make a habit: so long they are weak signals, and then nothing. */
  @Test
  void leavingOutBecomesAHabitInTwoWeeksAndIsNoneAnyMoreAfterFourWithoutIt() {
    TestPharmacy pharmacy = usual();
    for (int day = 0; day <= 14; day++) {
      if (DAY.plusDays(day).getDayOfWeek().getValue() == 7) {
        continue;
      }
      pharmacy.ask(Ask.at(DAY.plusDays(day), 10, 0));
      assertThat(rules(pharmacy.ask(Ask.at(DAY.plusDays(day), 11, 0).batch(0))))
          .as("day %d", day)
          .contains(RuleId.BATCH_MISSING);
    }
    assertThat(rules(pharmacy.ask(Ask.at(DAY.plusDays(15), 11, 0).batch(0))))
        .doesNotContain(RuleId.BATCH_MISSING);
    pharmacy.works(DAY.plusDays(16), 30, 24);
    assertThat(rules(pharmacy.ask(Ask.at(DAY.plusDays(47), 11, 0).batch(0))))
        .contains(RuleId.BATCH_MISSING);
    assertThat(PharmacyStateCodec.decode(PharmacyStateCodec.encode(pharmacy.state())).batches())
        .isEqualTo(pharmacy.state().batches());
  }

  @Test
  void oneThatIsLeftOutNowAndThenIsNoHabit() {
    TestPharmacy pharmacy = usual();
    for (int week = 0; week < 8; week++) {
      pharmacy.works(DAY.plusDays(7L * week), 6, 24);
      assertThat(rules(pharmacy.ask(Ask.at(DAY.plusDays(7L * week + 5), 17, 50).batch(0))))
          .contains(RuleId.BATCH_MISSING);
    }
  }

  @Test
  void whereABatchWasDeliveredIsAWeakSignalUnlessItIsUsedHereForLong() {
    TestPharmacy pharmacy = listing();
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 0).batch(8)))
        .as("region unknown")
        .isEqualTo(Decision.CLEAN);
    pharmacy.declaring(Profile.UNKNOWN.of(6, 10));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 5))).as("used for weeks").isEqualTo(Decision.CLEAN);
    Decision far = pharmacy.ask(Ask.at(DAY, 11, 10).batch(8));
    assertThat(rules(far)).containsExactly(RuleId.BATCH_FAR);
    assertThat(far.outcome()).isEqualTo(Outcome.PASS);
    pharmacy.declaring(Profile.UNKNOWN.of(6, 80));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 15).batch(8))).isEqualTo(Decision.CLEAN);
    pharmacy.declaring(Profile.UNKNOWN.of(5, 10));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 20).batch(8))).isEqualTo(Decision.CLEAN);
  }

  @Test
  void whatAListNamesIsHeldAgainstWhatIsKnownAlone() {
    Batch regions =
        new Batch(LISTED.released(), LISTED.expires(), 70_200, Set.of(), Set.of(80, 81));
    TestPharmacy pharmacy = usual().knowing(new Batches(Map.of(8L, LISTED, 9L, regions)));
    pharmacy.declaring(Profile.UNKNOWN.of(0, 10));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 0).batch(8)))
        .as("a pharmacy is named, and this one's name is not known")
        .isEqualTo(Decision.CLEAN);
    assertThat(rules(pharmacy.ask(Ask.at(DAY, 11, 5).batch(9)))).containsExactly(RuleId.BATCH_FAR);
    pharmacy.declaring(Profile.UNKNOWN.of(6, Profile.NOWHERE));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 10).batch(9))).isEqualTo(Decision.CLEAN);
  }

  @Property(tries = 200)
  void neitherDistanceNorAnUnknownBatchStopsAnybodyAlone(
      @ForAll long batch, @ForAll @IntRange(min = -1, max = 99) int region) {
    TestPharmacy pharmacy =
        new TestPharmacy()
            .knowing(new Batches(Map.of(8L, LISTED)))
            .declaring(Profile.UNKNOWN.of(6, region));
    for (int minute = 0; minute < 3; minute++) {
      assertThat(pharmacy.ask(Ask.at(DAY, 11, minute).batch(batch)).outcome())
          .isEqualTo(Outcome.PASS);
    }
  }

  @Property
  void aBatchThatCannotBeIsRefused(@ForAll @IntRange(min = -1_000, max = 0) int doses) {
    assertThatThrownBy(
            () -> new Batch(LISTED.released(), LISTED.expires(), doses, Set.of(), Set.of()))
        .hasMessageContaining("doses");
    assertThatThrownBy(() -> new Batch(LISTED.expires(), LISTED.released(), 1, Set.of(), Set.of()))
        .hasMessageContaining("expires");
  }
}
