package de.siegel.fraudrules.country;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.TokenQuarter;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is known of batches when the secret of their tokens changes. */
class BatchQuartersTest {
  private static final TokenQuarter SUMMER = new TokenQuarter(2021, 3);
  private static final TokenQuarter AUTUMN = SUMMER.next();
  private static final int TURN = (int) AUTUMN.firstDay().toEpochDay();

  /** Tokens of the same batch under the secrets of summer and of autumn. */
  private static final long OLD = 77;

  private static final long NEW = 1_077;

  private static BatchQuarters unknown() {
    return new BatchQuarters(Batches.UNKNOWN, Parameters.standard());
  }

  /** Used at ten pharmacies for the last fifty days of summer. */
  private static BatchQuarters settled(BatchQuarters batches) {
    for (int day = -50; day < 0; day++) {
      batches.see(SUMMER, new Sighting(OLD, Math.floorMod(day, 10), TURN + day));
    }
    return batches;
  }

  /** In the first week of autumn at so many that never had it. */
  private static void harvest(BatchQuarters batches, int pharmacies, long former) {
    for (int pharmacy = 0; pharmacy < pharmacies; pharmacy++) {
      batches.see(AUTUMN, new Sighting(NEW, 100 + pharmacy, TURN + pharmacy % 5, former));
    }
  }

  @Test
  void aBatchThatSettledInOneQuarterAndIsHarvestedInTheNextIsFound() {
    BatchQuarters batches = settled(unknown());

    harvest(batches, 24, OLD);
    assertThat(batches.spread(OLD)).as("24 new ones").isFalse();
    harvest(batches, 25, OLD);

    assertThat(batches.spread(OLD)).isTrue();
    assertThat(batches.spread(NEW)).as("too young under its new token").isFalse();
  }

  @Test
  void withoutTheFormerSecretTheQuarterBeginsBlind() {
    BatchQuarters batches = settled(unknown());

    harvest(batches, 400, 0);

    assertThat(batches.spread(OLD)).isFalse();
    assertThat(batches.spread(NEW)).isFalse();
  }

  @Test
  void whatIsListedIsKnownUnderItsFormerTokenToo() {
    LocalDate released = LocalDate.ofEpochDay(TURN - 100);
    Batch tiny = new Batch(released, released.plusDays(300), 20, Set.of(), Set.of());
    BatchQuarters batches =
        new BatchQuarters(new Batches(Map.of(OLD, tiny, NEW, tiny)), Parameters.standard());
    for (int pharmacy = 0; pharmacy < 11; pharmacy++) {
      batches.see(SUMMER, new Sighting(OLD, pharmacy, TURN - 9));
    }

    harvest(batches, 10, OLD);

    assertThat(batches.spread(OLD)).as("21 pharmacies, 20 doses").isTrue();
  }

  @Test
  void aSightingThatIsBehindStillCountsForItsQuarterAndAnOlderOneForNone() {
    BatchQuarters batches = settled(unknown());
    harvest(batches, 24, OLD);

    batches.see(SUMMER.before(), new Sighting(OLD, 900, TURN - 1));
    assertThat(batches.spread(OLD)).isFalse();
    batches.see(SUMMER, new Sighting(OLD, 901, TURN - 1));

    assertThat(batches.spread(OLD)).isTrue();
  }

  @Test
  void theFormerQuarterIsForgottenAfterEightWeeksAndWhereAQuarterWasLeftOut() {
    BatchQuarters batches = settled(unknown());
    harvest(batches, 30, OLD);
    assertThat(batches.spread(OLD)).isTrue();

    batches.see(AUTUMN, new Sighting(5, 1, TURN + TokenQuarter.BESIDE_DAYS + 1));
    assertThat(batches.spread(OLD)).isFalse();

    BatchQuarters late = settled(unknown());
    late.see(AUTUMN.next(), new Sighting(NEW, 1, TURN + 95, OLD));
    assertThat(late.spread(OLD)).isFalse();
  }

  /** The turn must change nothing for what was known: same sightings, another token beside. */
  @Property(tries = 200)
  void findsUnderFormerTokensWhatItWouldHaveFoundWithoutATurn(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchSpread always = new BatchSpread(Batches.UNKNOWN, Parameters.standard());
    BatchQuarters turning = unknown();
    for (int step = 0; step < 600; step++) {
      int day = TURN - 70 + step * 126 / 600;
      long batch = 1 + random.nextInt(3);
      // Few pharmacies first, many lately: so some are found.
      long pharmacy = random.nextInt(step < 350 ? 8 : 120);
      always.see(new Sighting(batch, pharmacy, day));
      if (day < TURN) {
        turning.see(SUMMER, new Sighting(batch, pharmacy, day));
      } else {
        turning.see(AUTUMN, new Sighting(1_000 + batch, pharmacy, day, batch));
      }
      for (long asked = 1; asked <= 3; asked++) {
        assertThat(turning.spread(asked)).isEqualTo(always.spread(asked));
      }
    }
  }

  @Property(tries = 200)
  void withOneTokenAloneItIsWhatOneQuarterAlwaysWas(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchSpread one = new BatchSpread(Batches.UNKNOWN, Parameters.standard());
    BatchQuarters batches = unknown();
    for (int step = 0; step < 600; step++) {
      int day = TURN + step * 91 / 600;
      Sighting sighting =
          new Sighting(1 + random.nextInt(3), random.nextInt(step < 350 ? 8 : 120), day);
      assertThat(sighting.encode()).hasSize(Sighting.BYTES);
      one.see(sighting);
      batches.see(AUTUMN, sighting);
      for (long asked = 1; asked <= 3; asked++) {
        assertThat(batches.spread(asked)).isEqualTo(one.spread(asked));
      }
    }
  }

  @Property
  void aSightingUnderBothTokensIsReadAsItWasWritten(
      @ForAll long batch, @ForAll long pharmacy, @ForAll int day, @ForAll long former) {
    Sighting sighting = new Sighting(batch, pharmacy, day, former);
    assertThat(Sighting.decode(sighting.encode())).isEqualTo(sighting);
  }
}
