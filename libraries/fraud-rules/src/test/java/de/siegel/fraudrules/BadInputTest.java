package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes wrong. A million distinct batches: {@link BatchRuleTest}; the snapshots and sightings
 * of others: {@code CountryTest}, {@code BatchSpreadTest}.
 */
class BadInputTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  @Test
  void aRequestOutOfOrderBelongsToTheCurrentDayAndMovesNothingBack() {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 11, 0));
    PharmacyState before = pharmacy.state();
    pharmacy.ask(Ask.at(DAY.minusDays(20), 11, 0));
    PharmacyState after = pharmacy.state();
    assertThat(after.today()).isEqualTo(before.today());
    assertThat(after.seen()).isEqualTo(before.seen() + 1);
    assertThat(after.level()).isEqualTo(before.level());
    assertThat(after.operators().find(1).lastSecond())
        .isEqualTo(before.operators().find(1).lastSecond());
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 30))).isEqualTo(Decision.CLEAN);
  }

  @Property(tries = 200)
  void requestsInAnyOrderAreDecidedAndKeepTheStateReadable(
      @ForAll @LongRange(min = 0, max = 100_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestPharmacy pharmacy = new TestPharmacy();
    for (int step = 0; step < 200; step++) {
      Instant at =
          random.nextInt(50) == 0
              ? Instant.ofEpochSecond(random.nextLong(-10_000_000_000L, 10_000_000_000L))
              : Ask.at(TestPharmacy.FIRST.plusDays(random.nextInt(60)), random.nextInt(24), 1).at();
      pharmacy.ask(
          Ask.at(at)
              .terminal(random.nextInt(9))
              .operator(random.nextInt(9))
              .session(random.nextInt(9))
              .batch(random.nextInt(9)));
      byte[] bytes = PharmacyStateCodec.encode(pharmacy.state());
      assertThat(PharmacyStateCodec.encode(PharmacyStateCodec.decode(bytes))).isEqualTo(bytes);
    }
  }

  /** Deduplication is the pipeline's; twice the same counts as one visit, and stops nobody. */
  @Test
  void duplicatesAreOneVisit() {
    TestPharmacy pharmacy = usual();
    Ask ask = Ask.at(DAY, 11, 0);
    assertThat(pharmacy.ask(ask)).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.ask(ask)).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.state().visits()).isEqualTo(1);
    assertThat(pharmacy.state().seen()).isEqualTo(2);
  }

  @Test
  void aPharmacyWithoutHistoryIsJudgedByWhatIsDeclaredAlone() {
    TestPharmacy pharmacy = new TestPharmacy();
    Decision first = pharmacy.ask(Ask.at(DAY, 3, 0).terminal(5).operator(6).session(7));
    assertThat(first).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.state().age()).isZero();
    assertThat(PharmacyState.NEW.age()).isZero();
    byte[] bytes = PharmacyStateCodec.encode(PharmacyState.NEW);
    assertThat(PharmacyStateCodec.encode(PharmacyStateCodec.decode(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 2_000)
  void bytesThatAreNoStateAreRefused(@ForAll @Size(max = 600) byte[] bytes) {
    try {
      PharmacyStateCodec.decode(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  /** Whatever is read of corrupted bytes can be judged and written again. */
  @Property(tries = 2_000)
  void aCorruptedStateIsRefusedOrUsable(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = GOOD.get((int) (seed % GOOD.size())).clone();
    for (int change = 0; change <= random.nextInt(4); change++) {
      bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
    }
    PharmacyState state;
    try {
      state = PharmacyStateCodec.decode(bytes);
    } catch (IllegalArgumentException refused) {
      return;
    }
    FraudJudge judge = new FraudJudge(Parameters.standard());
    FraudJudge.Verdict verdict =
        judge.judge(
            state,
            Ask.at(DAY.plusDays(2), 11, 0).features(),
            Profile.UNKNOWN,
            Surroundings.UNKNOWN);
    byte[] next = PharmacyStateCodec.encode(verdict.state());
    assertThat(next.length).isLessThanOrEqualTo(PharmacyStateCodec.LARGEST);
    assertThat(PharmacyStateCodec.encode(PharmacyStateCodec.decode(next))).isEqualTo(next);
  }

  /** Or the next request would make it a negative one, which nobody reads any more. */
  @Test
  void aCountThatCannotBeIsRefused() {
    byte[] bytes = GOOD.get(0).clone();
    int seen = 1 + 3 * Integer.BYTES + 24 * Short.BYTES;
    ByteBuffer.wrap(bytes).putInt(seen, Integer.MAX_VALUE);
    assertThatThrownBy(() -> PharmacyStateCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final List<byte[]> GOOD = good();

  private static List<byte[]> good() {
    List<byte[]> good = new ArrayList<>();
    TestPharmacy pharmacy = usual();
    good.add(PharmacyStateCodec.encode(pharmacy.state()));
    for (int request = 0; request < 300; request++) {
      pharmacy.ask(
          Ask.at(DAY, request % 24, request % 60)
              .terminal(request % 40)
              .operator(request % 40)
              .session(request % 7)
              .batch(request)
              .card(request % 3, false));
    }
    good.add(PharmacyStateCodec.encode(pharmacy.state()));
    return good;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unusual-hour.hold-minutes",
        "session-moved.hold-minutes",
        "batch-spread.pharmacies",
        "batch-spread.doses-per-pharmacy",
        "batch-spread.memory-days",
        "batch.doubtful-a-day",
        "operator-burst.times",
        "volume-hour.times",
        "probation.visits-a-day",
        "card-sessions.more-terminals",
        "volume.threshold",
        "dormant.days"
      })
  void aNegativeThresholdIsNamed(String name) {
    assertThatThrownBy(() -> Parameters.of(Map.of(name, -1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("must be");
  }

  @Test
  void everyParameterHasARangeAndItsStandardIsInIt() {
    for (String name : Parameters.names()) {
      assertThatThrownBy(() -> Parameters.of(Map.of(name, Double.NaN))).hasMessageContaining(name);
      assertThatThrownBy(() -> Parameters.of(Map.of(name, 1e12))).hasMessageContaining(name);
    }
    assertThat(Parameters.standard()).isNotNull();
  }

  @Test
  void anUnknownRuleInAConfigurationIsNamed() {
    assertThatThrownBy(() -> Parameters.of(Map.of("astrology.points", 3.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("astrology.points");
  }

  @Test
  void evidenceIsBoundedAndMadeOfNumbers() {
    assertThatThrownBy(
            () ->
                new Contribution(
                    RuleId.VOLUME, 1, Outcome.PASS, Map.of("evidence", Double.POSITIVE_INFINITY)))
        .hasMessageContaining("VOLUME");
    Map<String, Double> many = new java.util.HashMap<>();
    for (int number = 0; number < 9; number++) {
      many.put("n" + number, 1.0);
    }
    assertThatThrownBy(() -> new Contribution(RuleId.VOLUME, 1, Outcome.PASS, many))
        .hasMessageContaining("more than 8");
  }
}
