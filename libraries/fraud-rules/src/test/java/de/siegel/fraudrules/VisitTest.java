package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Families count once, and strangers do not become one by their batch and date. */
class VisitTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(70);

  private static int visits(int requests, int secondsBetween) {
    TestPharmacy pharmacy = new TestPharmacy();
    Instant begin = Ask.at(DAY, 11, 0).at();
    for (int n = 0; n < requests; n++) {
      pharmacy.ask(Ask.at(begin.plusSeconds((long) secondsBetween * n)).visit(4_711));
    }
    return pharmacy.state().visits();
  }

  @Test
  void aFamilyIsOneVisit() {
    assertThat(visits(3, 120)).isEqualTo(1);
  }

  @Test
  void noVisitHasMoreThanThreeHeads() {
    assertThat(visits(4, 10)).isEqualTo(2);
    assertThat(visits(60, 10)).isEqualTo(20);
  }

  @Test
  void noVisitIsLongerThanFifteenMinutesFromItsFirstRequest() {
    assertThat(visits(2, 900)).isEqualTo(1);
    assertThat(visits(2, 901)).isEqualTo(2);
    assertThat(visits(5, 400)).as("0, 400 and 800 s; 1200 and 1600 s").isEqualTo(2);
  }

  @Test
  void aVisitGoesOnAfterAStateWasWrittenAndRead() {
    TestPharmacy pharmacy = new TestPharmacy();
    Instant begin = Ask.at(DAY, 11, 0).at();
    FraudJudge judge = new FraudJudge(Parameters.standard());
    PharmacyState state = PharmacyState.NEW;
    for (int n = 0; n < 20; n++) {
      Ask ask = Ask.at(begin.plusSeconds(170L * n)).visit(4_711);
      pharmacy.ask(ask);
      state =
          judge
              .judge(
                  PharmacyStateCodec.decode(PharmacyStateCodec.encode(state)),
                  ask.features(),
                  Profile.UNKNOWN,
                  Surroundings.UNKNOWN)
              .state();
    }
    assertThat(state.visits()).isEqualTo(pharmacy.state().visits());
    assertThat(state.operators()).isEqualTo(pharmacy.state().operators());
  }

  /** One batch, one date, an operator's name that is new. */
  @Test
  void strangersAreNotOneVisitBecauseTheyShareBatchAndDate() {
    TestPharmacy pharmacy = new TestPharmacy().works(TestPharmacy.FIRST, 70, 24);
    int passed = 0;
    int all = 0;
    for (LocalDate day = DAY; day.isBefore(DAY.plusDays(10)); day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() == 7) {
        continue;
      }
      pharmacy.works(day, 1, 24);
      for (int n = 0; n < 240; n++) {
        Instant at = Ask.at(day, 9, 1).at().plusSeconds(n * 120L);
        all++;
        passed +=
            pharmacy.ask(Ask.at(at).operator(99).batch(8).visit(4_711)).outcome() == Outcome.PASS
                ? 1
                : 0;
      }
    }
    assertThat(passed).isLessThan(all / 5);
  }
}
