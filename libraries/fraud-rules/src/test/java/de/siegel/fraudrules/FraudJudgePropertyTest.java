package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.Known;
import de.siegel.fraudrules.state.Level;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.Terminal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for whatever comes. */
class FraudJudgePropertyTest {
  @Provide
  Arbitrary<List<Contribution>> contributions() {
    Arbitrary<Contribution> one =
        Combinators.combine(
                Arbitraries.of(RuleId.class),
                Arbitraries.integers().between(1, 1_000),
                Arbitraries.of(Outcome.class))
            .as(
                (rule, points, asks) ->
                    new Contribution(rule, points, rule.weak() ? Outcome.PASS : asks));
    return one.list().ofMaxSize(12);
  }

  @Property
  void noSumStopsAnybodyAndAPersonReleasesNoMoreThanAStepUp(
      @ForAll("contributions") List<Contribution> found, @ForAll boolean confirmed) {
    Decision decision = Decision.of(found, confirmed, null);
    Outcome strictest =
        found.stream()
            .filter(one -> !one.rule().weak())
            .map(Contribution::asks)
            .reduce(Outcome.PASS, Outcome::or);
    assertThat(decision.outcome())
        .isEqualTo(confirmed && strictest == Outcome.STEP_UP ? Outcome.PASS : strictest);
    assertThat(decision.score()).isBetween(0, Decision.LARGEST_SCORE);
  }

  @Property(tries = 200)
  void theSameHistoryDecidesAlikeAndLeavesWhatWasBeforeAlone(
      @ForAll @LongRange(min = 0, max = 2_000) long seed) {
    TestPharmacy one = new TestPharmacy();
    TestPharmacy other = new TestPharmacy();
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    for (int step = 0; step < 60; step++) {
      Ask ask =
          Ask.at(
                  TestPharmacy.FIRST.plusDays(random.nextInt(80)),
                  random.nextInt(24),
                  random.nextInt(60))
              .terminal(random.nextInt(30))
              .session(random.nextInt(30))
              .operator(random.nextInt(30));
      PharmacyState before = one.state();
      int seen = before.seen();
      Decision decision = one.ask(ask);
      assertThat(decision).isEqualTo(other.ask(ask));
      assertThat(before.seen()).isEqualTo(seen);
      assertThat(one.state().today()).isGreaterThanOrEqualTo(before.today());
    }
  }

  @Property(tries = 20)
  void whateverAPharmacyBringsItsStateStaysSmall(@ForAll @IntRange(min = 1, max = 400) int days) {
    TestPharmacy pharmacy = new TestPharmacy();
    for (int request = 0; request < 2_000; request++) {
      pharmacy.ask(
          Ask.at(TestPharmacy.FIRST.plusDays(request * days / 2_000L), request % 24, request % 60)
              .terminal(request)
              .operator(request)
              .session(request));
    }
    assertThat(pharmacy.state().terminals().all()).hasSizeLessThanOrEqualTo(Terminal.LARGEST);
    assertThat(pharmacy.state().operators().all()).hasSizeLessThanOrEqualTo(Known.LARGEST);
    assertThat(pharmacy.state().sessions().all()).hasSizeLessThanOrEqualTo(Known.LARGEST);
  }

  @Property(tries = 50)
  void whoBringsManyNewTerminalsDisplacesNoneThatIsUsedForWeeks(
      @ForAll @IntRange(min = 1, max = 300) int flood) {
    TestPharmacy pharmacy = new TestPharmacy().works(TestPharmacy.FIRST, 30, 5);
    LocalDate day = TestPharmacy.FIRST.plusDays(31);
    for (int terminal = 0; terminal < flood; terminal++) {
      pharmacy.ask(Ask.at(day, 11, terminal % 60).terminal(100 + terminal));
    }
    assertThat(pharmacy.state().terminals().find(1)).isNotNull();
  }

  @Property
  void theEvidenceOfALevelStaysBetweenNothingAndItsCap(
      @ForAll List<@IntRange(min = 1, max = 5_000) Integer> days,
      @ForAll @DoubleRange(min = 0.05, max = 3) double factor) {
    Level.Shift shift = new Level.Shift(1.5, 8);
    Level level = Level.NEW;
    for (int count : days) {
      level = level.after(count, factor, 1, shift);
      assertThat(level.evidence()).isBetween(0f, 12f);
      assertThat(level.expected(factor)).isFinite().isPositive();
    }
  }

  @Property
  void aSteadyLevelIsNeverAShift(@ForAll @IntRange(min = 1, max = 2_000) int count) {
    Level.Shift shift = new Level.Shift(1.5, 8);
    Level level = Level.NEW;
    for (int day = 0; day < 200; day++) {
      level = level.after(count, 1, 1, shift);
      assertThat(level.shifted(shift)).isFalse();
    }
  }
}
