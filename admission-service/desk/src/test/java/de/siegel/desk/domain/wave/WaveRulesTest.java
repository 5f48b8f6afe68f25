package de.siegel.desk.domain.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.desk.domain.wave.Reopening.State;
import de.siegel.desk.domain.wave.WaveRules.Refusal;
import de.siegel.desk.domain.wave.WaveRules.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Gates GATES = new Gates(0.1, 0.05, 2, 100, Duration.ofHours(1));
  private static final Measures GOOD = new Measures(1_000, 50, 20, 2);
  private static final List<String> GUESTS =
      IntStream.rangeClosed(1, 470).mapToObj(n -> "guest-" + n).toList();

  private Reopening plan =
      Reopening.planned(
          "guests", Reopening.bySize(GUESTS, List.of(20, 50, 150)), GATES, "Wir prüfen neu.");
  private Instant now = NOW;

  private Refusal refused(Set<String> verified, Measures measures) {
    return ((Result.Refused) WaveRules.open(plan, verified, measures, now)).why();
  }

  private void open(Measures measures) {
    plan = taken(WaveRules.open(plan, Set.copyOf(GUESTS), measures, now));
  }

  @Test
  void wavesByNameLeaveNobodyOutAndTakeNobodyTwice() {
    List<String> cohort = List.of("a", "b", "c", "d");

    assertThat(Reopening.byList(cohort, List.of(List.of("c"), List.of("a"))))
        .containsExactly(Set.of("c"), Set.of("a"), Set.of("b", "d"));
    assertThatThrownBy(() -> Reopening.byList(cohort, List.of(List.of("a"), List.of("b", "a"))))
        .hasMessage("wave 2: a is named twice, leave one out");
    assertThatThrownBy(() -> Reopening.byList(cohort, List.of(List.of("x"))))
        .hasMessage("wave 1: x is not in the cohort");
  }

  private static Reopening taken(Result result) {
    return ((Result.Taken) result).plan();
  }

  @Test
  void comesBackInFourWavesEachAfterTheOneBeforeWasWatched() {
    open(Measures.NONE);
    assertThat(plan.reopened()).hasSize(20);
    assertThat(refused(Set.copyOf(GUESTS), GOOD)).isEqualTo(Refusal.WATCHING);
    for (int size : new int[] {70, 220, 470}) {
      now = now.plus(GATES.watch());
      assertThat(refused(Set.copyOf(GUESTS), new Measures(99, 0, 0, 0)))
          .isEqualTo(Refusal.WATCHING);
      open(GOOD);
      assertThat(plan.reopened()).hasSize(size);
    }
    assertThat(plan.state()).isEqualTo(State.RUNNING);
    plan = WaveRules.watch(plan, GOOD, now.plus(GATES.watch()));
    assertThat(plan.state()).isEqualTo(State.DONE);
    assertThat(refused(Set.copyOf(GUESTS), GOOD)).isEqualTo(Refusal.STATE);
  }

  @Test
  void opensNobodyWhoWasNotVerifiedAgainAndNamesWho() {
    Set<String> verified = Set.copyOf(GUESTS.subList(1, 470));

    Result result = WaveRules.open(plan, verified, Measures.NONE, now);

    assertThat(result).isEqualTo(new Result.Refused(Refusal.NOT_VERIFIED, Set.of("guest-1")));
  }

  @Test
  void aFailedGateSuspendsItsWaveByItselfAndLeavesTheOthersOpen() {
    open(Measures.NONE);
    now = now.plus(GATES.watch());
    open(GOOD);

    for (Measures bad :
        List.of(
            new Measures(1_000, 101, 0, 0),
            new Measures(1_000, 0, 51, 0),
            new Measures(0, 0, 0, 3))) {
      Reopening stopped = WaveRules.watch(plan, bad, now.plusSeconds(1));
      assertThat(stopped.state()).isEqualTo(State.STOPPED);
      assertThat(stopped.reopened()).hasSize(20);
      assertThat(stopped.reasons()).hasSize(1);
      assertThat(taken(WaveRules.open(plan, Set.copyOf(GUESTS), bad, now)).state())
          .isEqualTo(State.STOPPED);
    }
  }

  @Test
  void sharesSayNothingBeforeEnoughRequestsWereSeen() {
    open(Measures.NONE);

    assertThat(WaveRules.watch(plan, new Measures(99, 99, 0, 0), now).state())
        .isEqualTo(State.RUNNING);
  }

  @Test
  void aStoppedPlanGoesOnWithTheWaveThatWasStopped() {
    open(Measures.NONE);
    now = now.plus(GATES.watch());
    open(GOOD);
    plan = WaveRules.watch(plan, new Measures(1_000, 500, 0, 0), now);
    assertThat(refused(Set.copyOf(GUESTS), GOOD)).isEqualTo(Refusal.STOPPED);
    plan = taken(WaveRules.resume(plan));

    open(Measures.NONE);

    assertThat(plan.state()).isEqualTo(State.RUNNING);
    assertThat(plan.reopened()).hasSize(70);
  }

  @Test
  void aPausedPlanOpensNobodyUntilItIsResumed() {
    open(Measures.NONE);
    now = now.plus(GATES.watch());
    plan = taken(WaveRules.pause(plan));
    assertThat(refused(Set.copyOf(GUESTS), GOOD)).isEqualTo(Refusal.PAUSED);

    plan = taken(WaveRules.resume(plan));
    open(GOOD);

    assertThat(plan.state()).isEqualTo(State.RUNNING);
    assertThat(plan.reopened()).hasSize(70);
  }

  @Test
  void whatIsResumedIsWatchedForAsLongAsBefore() {
    open(Measures.NONE);
    plan = taken(WaveRules.pause(plan));
    plan = taken(WaveRules.resume(plan));

    assertThat(refused(Set.copyOf(GUESTS), GOOD)).isEqualTo(Refusal.WATCHING);
    assertThat(WaveRules.resume(plan)).isInstanceOf(WaveRules.Result.Refused.class);
  }

  @Test
  void aPausedPlanIsStillWatched() {
    open(Measures.NONE);
    plan = taken(WaveRules.pause(plan));

    assertThat(plan.reopened()).hasSize(20);
    assertThat(WaveRules.watch(plan, new Measures(100, 50, 0, 0), now).state())
        .isEqualTo(State.STOPPED);
  }

  @Test
  void rollsBackTheLastWaveOrAll() {
    open(Measures.NONE);
    now = now.plus(GATES.watch());
    open(GOOD);

    assertThat(taken(WaveRules.rollBack(plan, false, "doubt")).reopened()).hasSize(20);
    assertThat(taken(WaveRules.rollBack(plan, true, "doubt")).reopened()).isEmpty();
    assertThat(taken(WaveRules.rollBack(plan, true, "doubt")).reasons()).containsExactly("doubt");
  }

  @Test
  void takesNoPlanInWhichAPharmacyComesTwiceOrAWaveIsEmpty() {
    assertThatThrownBy(
            () -> Reopening.planned("guests", List.of(Set.of("a"), Set.of("a")), GATES, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reopening.planned("guests", List.of(Set.of()), GATES, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reopening.planned("guests", List.of(), GATES, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Gates(1.1, 0, 0, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
