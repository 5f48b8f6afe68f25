package de.siegel.fraudrules.goal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Parameters;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.Traces;
import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/FRAUD.md says, on a few seeds; {@link GoalsMeasureTest} has the figures. */
class GoalsTest {
  private static final int SEEDS = 5;

  private static Court hear(Trace trace, boolean declared) {
    return new Court(Parameters.standard(), declared).hear(trace);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNightsOfMunichEndWithTheirFirstCertificate(boolean declared) {
    LongStream.rangeClosed(1, SEEDS)
        .forEach(
            seed -> {
              Court.Label nights = hear(Traces.munich(seed, 0.3), declared).of("munich-b");
              assertThat(nights.lines).isEqualTo(637);
              assertThat(nights.firstStop).isEqualTo(1);
              assertThat(nights.passedAfter).isZero();
              assertThat(nights.holds).isPositive();
            });
  }

  @Test
  void mostOfMunichsDaysAreStopped() {
    double[] shares =
        LongStream.rangeClosed(1, SEEDS)
            .mapToDouble(seed -> hear(Traces.munich(seed, 0.1), true).of("munich-a").share())
            .sorted()
            .toArray();
    assertThat(shares[SEEDS / 2]).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @CsvSource({
    "sunday-burst, 1.0",
    "retired-doctor, 1.0",
    "dormant, 1.0",
    "stolen-session, 1.0",
    "ten-thousand, 0.95",
    "push-fatigue, 0.95",
    "slow-ramp, 0.5"
  })
  void whatElseIsKnownIsStopped(String fraud, double share) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Trace trace =
          switch (fraud) {
            case "sunday-burst" -> Traces.sundayBurst(seed);
            case "retired-doctor" -> Traces.retiredDoctor(seed);
            case "dormant" -> Traces.dormant(seed);
            case "stolen-session" -> Traces.stolenSession(seed, seed % 2 == 0);
            case "ten-thousand" -> Traces.tenThousand(seed);
            case "push-fatigue" -> Traces.pushFatigue(seed);
            default -> Traces.slowRamp(seed);
          };
      assertThat(hear(trace, true).of(fraud).share()).isGreaterThanOrEqualTo(share);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void honestWorkIsHardlyEverStopped(boolean declared) {
    Court.Label honest =
        hear(Traces.honest(7, 80, 60, LocalDate.of(2021, 6, 14)), declared).of("honest");
    assertThat(honest.lines).isGreaterThan(50_000);
    assertThat(honest.refusals).isZero();
    assertThat(honest.holds).isLessThanOrEqualTo(honest.lines / 500);
    assertThat(honest.stepUps).isLessThanOrEqualTo(honest.lines / 50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void honestWorkThatIsConfirmedIsAskedForOnceInTwoHundred(boolean declared) {
    Court court =
        new Court(Parameters.standard(), declared)
            .answered()
            .hear(Traces.honest(7, 80, 60, LocalDate.of(2021, 6, 14)));
    Court.Label honest = court.of("honest");
    assertThat(honest.holds).isZero();
    assertThat(honest.stepUps).isLessThanOrEqualTo(honest.lines / 200);
    assertThat(court.weeksAbove(0.05)).isLessThanOrEqualTo(court.weeks() / (declared ? 50 : 30));
  }

  /** Who confirms the honest requests of a counter does not vouch for an insider's. */
  @Test
  void mostOfMunichsDaysAreStoppedBesideConfirmedWork() {
    double[] shares =
        LongStream.rangeClosed(1, SEEDS)
            .mapToDouble(
                seed ->
                    new Court(Parameters.standard(), true)
                        .answered()
                        .hear(Traces.munich(seed, 0.1))
                        .of("munich-a")
                        .share())
            .sorted()
            .toArray();
    assertThat(shares[SEEDS / 2]).isGreaterThan(0.7);
  }

  /** Where a list says how old batches are; each pharmacy alone shows two false ones in a week. */
  @Test
  void aHarvestedBatchIsFoundAcrossPharmacies() {
    double[] shares =
        LongStream.rangeClosed(1, 3)
            .mapToDouble(
                seed ->
                    new Court(Parameters.standard(), true, true)
                        .hear(Traces.harvestedBatch(seed))
                        .of("harvested-batch")
                        .share())
            .sorted()
            .toArray();
    assertThat(shares[1]).isGreaterThan(0.8);
  }
}
