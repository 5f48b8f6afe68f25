package de.siegel.fraudrules.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Parameters;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which batches turn up at too many pharmacies. */
class BatchSpreadTest {
  private static final int FIRST = 18_800;
  private static final long BATCH = 77;

  private static BatchSpread unknown() {
    return new BatchSpread(Batches.UNKNOWN, Parameters.standard());
  }

  /** Used at ten pharmacies since weeks. */
  private static BatchSpread settled(BatchSpread spread) {
    for (int day = 0; day < 50; day++) {
      spread.see(new Sighting(BATCH, day % 10, FIRST + day));
      spread.see(new Sighting(1_000 + day % 40, day % 10, FIRST + day));
    }
    return spread;
  }

  @Test
  void aBatchThatTurnsUpAtManyPharmaciesWeeksLaterIsFound() {
    BatchSpread spread = settled(unknown());
    for (int pharmacy = 100; pharmacy < 124; pharmacy++) {
      spread.see(new Sighting(BATCH, pharmacy, FIRST + 50 + pharmacy % 4));
    }
    assertThat(spread.spread(BATCH)).as("24 new ones").isFalse();
    spread.see(new Sighting(BATCH, 124, FIRST + 53));
    assertThat(spread.spread(BATCH)).isTrue();
    assertThat(spread.spread(1_001)).as("another").isFalse();
  }

  @Test
  void aNewBatchMayComeToAllAtOnce() {
    BatchSpread spread = settled(unknown());
    for (int pharmacy = 0; pharmacy < 400; pharmacy++) {
      spread.see(new Sighting(5, pharmacy, FIRST + 50 + pharmacy / 20));
    }
    assertThat(spread.spread(5)).isFalse();
  }

  @Test
  void whatIsUsedByManyMayComeToAsManyAgain() {
    BatchSpread spread = unknown();
    for (int day = 0; day < 50; day++) {
      spread.see(new Sighting(BATCH, day, FIRST + day));
    }
    for (int pharmacy = 100; pharmacy < 150; pharmacy++) {
      spread.see(new Sighting(BATCH, pharmacy, FIRST + 51));
    }
    assertThat(spread.spread(BATCH)).isFalse();
  }

  @Test
  void aLargeBatchMayComeToMorePharmaciesAndNoneToMoreThanItHasDoses() {
    LocalDate released = LocalDate.ofEpochDay(FIRST - 10);
    Batch large = new Batch(released, released.plusDays(200), 300_000, Set.of(), Set.of());
    Batch tiny = new Batch(released, released.plusDays(200), 30, Set.of(), Set.of());
    BatchSpread spread =
        settled(
            new BatchSpread(new Batches(Map.of(BATCH, large, 5L, tiny)), Parameters.standard()));
    for (int pharmacy = 100; pharmacy < 199; pharmacy++) {
      spread.see(new Sighting(BATCH, pharmacy, FIRST + 52));
    }
    assertThat(spread.spread(BATCH)).isFalse();
    spread.see(new Sighting(BATCH, 199, FIRST + 52));
    assertThat(spread.spread(BATCH)).isTrue();
    for (int pharmacy = 0; pharmacy <= 30; pharmacy++) {
      spread.see(new Sighting(5, pharmacy, FIRST + 20 + pharmacy));
    }
    assertThat(spread.spread(5)).isTrue();
  }

  @Test
  void itIsForgottenByEventTime() {
    BatchSpread spread = settled(unknown());
    for (int pharmacy = 100; pharmacy < 160; pharmacy++) {
      spread.see(new Sighting(BATCH, pharmacy, FIRST + 51));
    }
    assertThat(spread.spread(BATCH)).isTrue();
    spread.see(new Sighting(6, 1, FIRST + 51 + Parameters.standard().spread().memoryDays()));
    assertThat(spread.spread(BATCH)).isFalse();
    assertThat(spread.size()).isEqualTo(1);
    spread.see(new Sighting(BATCH, 161, FIRST + 51));
    assertThat(spread.size()).as("too late").isEqualTo(1);
  }

  @Test
  void aMillionInventedBatchesDisplaceOnlyThemselves() {
    BatchSpread spread = settled(unknown());
    for (int batch = 0; batch < 1_000_000; batch++) {
      spread.see(new Sighting(1_000_000 + batch, 3, FIRST + 51));
    }
    assertThat(spread.size()).isLessThanOrEqualTo(BatchSpread.LARGEST);
    for (int pharmacy = 100; pharmacy < 160; pharmacy++) {
      spread.see(new Sighting(BATCH, pharmacy, FIRST + 52));
    }
    assertThat(spread.spread(BATCH)).isTrue();
  }

  @Property(tries = 200)
  void fewPharmaciesAreNeverTooManyHoweverOftenTheyAreSeen(
      @ForAll @IntRange(min = 1, max = 24) int pharmacies,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    BatchSpread spread = unknown();
    for (int step = 0; step < 500; step++) {
      int day = FIRST + random.nextInt(120);
      spread.see(new Sighting(random.nextInt(3), random.nextInt(pharmacies), day));
      assertThat(spread.spread(0) || spread.spread(1) || spread.spread(2)).isFalse();
    }
  }

  @Property
  void aSightingIsReadAsItWasWritten(@ForAll long batch, @ForAll long pharmacy, @ForAll int day) {
    Sighting sighting = new Sighting(batch, pharmacy, day);
    assertThat(Sighting.decode(sighting.encode())).isEqualTo(sighting);
    assertThatThrownBy(() -> Sighting.decode(new byte[7]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
