package de.siegel.fraudrules.state;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.RuleId;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One pharmacy that fills everything there is must not stop the stage for all. */
class FullestStateTest {
  private static final int TODAY = 18_900;

  private static <T extends Remembered> Known<T> full(int largest, LongFunction<T> one) {
    return new Known<>(LongStream.rangeClosed(1, largest).mapToObj(one).toList(), largest);
  }

  private static PharmacyState fullest() {
    float[] slots = new float[WeekPattern.SLOTS];
    Arrays.fill(slots, 1);
    long[] told = new long[Told.BITS / Long.SIZE];
    Arrays.fill(told, -1);
    List<Hold> holds =
        LongStream.rangeClosed(1, Holds.LARGEST)
            .mapToObj(id -> new Hold(HoldScope.TERMINAL, id, 1, 2, RuleId.SESSION_MOVED, false))
            .toList();
    return new PharmacyState(
        TODAY - 90,
        TODAY,
        TODAY - 1,
        new short[24],
        1,
        1,
        new WeekPattern(slots),
        Level.NEW,
        full(Known.LARGEST, id -> Operator.first(id, TODAY, 1, 1, true)),
        full(Terminal.LARGEST, id -> new Terminal(id, TODAY, TODAY, 1, TODAY)),
        full(Known.LARGEST, id -> new OpenSession(id, TODAY, TODAY, id, 1)),
        1,
        full(Known.LARGEST, id -> new UsedBatch(id, TODAY, TODAY)),
        new Told(TODAY, told),
        new Doubt(1, 1, 1, 1, new Holds(holds), 1));
  }

  @Test
  void fitsIntoWhatAStateMayHave() {
    byte[] bytes = PharmacyStateCodec.encode(fullest());
    assertThat(bytes.length)
        .isLessThanOrEqualTo(PharmacyStateCodec.LARGEST)
        .isGreaterThan(PharmacyStateCodec.LARGEST - 512);
    assertThat(PharmacyStateCodec.encode(PharmacyStateCodec.decode(bytes))).isEqualTo(bytes);
  }

  /** Or a thief would wash a hold away by beginning eight others. */
  @Test
  void whatOnlyAnalystsEndIsNotDisplaced() {
    Hold analysts = new Hold(HoldScope.TERMINAL, 99, 1, 2, RuleId.SESSION_MOVED, false);
    Holds holds = Holds.NONE.with(List.of(analysts));
    for (long id = 1; id <= 20; id++) {
      boolean person = id % 2 == 0;
      holds =
          holds.with(
              List.of(new Hold(HoldScope.TERMINAL, id, 1, 10, RuleId.SESSION_MOVED, person)));
    }
    assertThat(holds.all()).hasSize(Holds.LARGEST).contains(analysts);
  }
}
