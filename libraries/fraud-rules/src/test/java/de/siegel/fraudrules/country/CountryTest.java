package de.siegel.fraudrules.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudJudge;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.state.PharmacyState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A country is the sum of its partitions. */
class CountryTest {
  private static final int DAYS = 34;
  private static final int PHARMACIES = 70;
  private static final int FIRST = (int) LocalDate.of(2021, 6, 14).toEpochDay();

  private static Country country() {
    return new Country(batch -> false);
  }

  /** Counts as it was counted before there were partitions: with fractions, all in one. */
  private static final class Reference {
    private final double[] seen = new double[DAYS];
    private final double[] expected = new double[DAYS];
    private final int[] pharmacies = new int[DAYS];

    void seen(PharmacyState before, PharmacyState after) {
      if (!after.level().known()) {
        return;
      }
      int at = after.today() - FIRST;
      double usual = after.level().expected(after.factor(1));
      boolean same = before.today() == after.today();
      if (!same) {
        expected[at] += usual;
        pharmacies[at]++;
      }
      if (after.visits() <= 4 * usual + 1) {
        seen[at] += after.visits() - (same ? before.visits() : 0);
      }
    }

    double on(int day) {
      int at = Math.min(day, FIRST + DAYS - 2) - FIRST;
      return pharmacies[at] < 50 ? 1 : Math.max(0.25, seen[at] / expected[at]);
    }
  }

  private record World(List<NationalLevel> parts, NationalLevel whole, Reference reference) {}

  /** Weeks of pharmacies, each of one partition; they see nothing of each other. */
  private static World world(long seed, int partitions) {
    SplittableRandom random = new SplittableRandom(seed);
    FraudJudge judge = new FraudJudge(Parameters.standard());
    List<NationalLevel> parts = new ArrayList<>();
    for (int part = 0; part < partitions; part++) {
      parts.add(new NationalLevel());
    }
    World world = new World(parts, new NationalLevel(), new Reference());
    PharmacyState[] states = new PharmacyState[PHARMACIES];
    java.util.Arrays.fill(states, PharmacyState.NEW);
    for (int day = 0; day < DAYS; day++) {
      int busy = 1 + random.nextInt(5);
      for (int request = 0; request < busy; request++) {
        for (int pharmacy = 0; pharmacy < PHARMACIES; pharmacy++) {
          Instant at = Instant.ofEpochSecond(86_400L * (FIRST + day) + 30_000 + 1_200 * request);
          PharmacyState after =
              judge
                  .judge(states[pharmacy], features(at), Profile.UNKNOWN, Surroundings.UNKNOWN)
                  .state();
          parts.get(pharmacy % partitions).seen(states[pharmacy], after);
          world.whole().seen(states[pharmacy], after);
          world.reference().seen(states[pharmacy], after);
          states[pharmacy] = after;
        }
      }
    }
    return world;
  }

  private static Features features(Instant at) {
    return new Features(
        at, 1, 1, 1, "", 0, null, 0, 0, AgeMark.NONE, at.getEpochSecond(), false, 0, false);
  }

  @Property(tries = 20)
  void theSumOfPartsIsWhatOneSawThatSawEverything(
      @ForAll @LongRange(min = 0, max = 100_000) long seed,
      @ForAll @IntRange(min = 1, max = 12) int partitions) {
    World world = world(seed, partitions);
    Country country = country();
    for (int part = partitions - 1; part >= 0; part--) {
      country.put(part, LevelSnapshot.decode(world.parts().get(part).snapshot().encode()));
      // Twice is once.
      country.put(part, world.parts().get(part).snapshot());
    }
    for (int day = FIRST + DAYS - DaySums.DAYS; day < FIRST + DAYS + 2; day++) {
      assertThat(country.on(day)).isEqualTo(world.whole().on(day));
      assertThat(country.on(day)).isCloseTo(world.reference().on(day), Offset.offset(1e-6));
    }
    assertThat(country.on(FIRST + 28)).isNotEqualTo(1);
  }

  @Test
  void aLevelGoesOnWhereItsSnapshotEnded() {
    NationalLevel level = world(1, 1).whole();
    NationalLevel again = new NationalLevel(LevelSnapshot.decode(level.snapshot().encode()));
    assertThat(again.snapshot().encode()).isEqualTo(level.snapshot().encode());
    assertThat(again.on(FIRST + 30)).isEqualTo(level.on(FIRST + 30));
  }

  @Test
  void aDayLongAgoDoesNotDisplaceALaterOne() {
    DaySums sums = new DaySums();
    int at = sums.place(FIRST + 20);
    sums.seen[at] = 7;
    assertThat(sums.place(FIRST + 20 - DaySums.DAYS)).isEqualTo(-1);
    assertThat(sums.seen[at]).isEqualTo(7);
  }

  @Test
  void bytesThatAreNoSnapshotAreRefused() {
    byte[] bytes = world(1, 1).whole().snapshot().encode();
    assertThat(bytes.length).isLessThanOrEqualTo(386);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> LevelSnapshot.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int attempt = 0; attempt < 5_000; attempt++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      try {
        assertThat(LevelSnapshot.decode(changed).encode()).hasSameSizeAs(changed);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("snapshot");
      }
    }
  }
}
