package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.Known;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.LocalDate;
import java.util.List;
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
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 10).batch(0))).isEqualTo(Decision.CLEAN);
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
}
