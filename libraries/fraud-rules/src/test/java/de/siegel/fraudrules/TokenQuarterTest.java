package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which secret makes the tokens of batches, and how long it is needed. */
class TokenQuarterTest {
  @Property
  void aTimeIsInTheQuarterThatHasBegunAndNotInTheNext(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
    Instant at = Instant.ofEpochSecond(second);
    TokenQuarter quarter = TokenQuarter.of(at);

    assertThat(at).isAfterOrEqualTo(quarter.begins()).isBefore(quarter.next().begins());
    assertThat(quarter.next().before()).isEqualTo(quarter);
    assertThat(quarter.compareTo(quarter.next())).isNegative();
    assertThat(TokenQuarter.parse(quarter.id())).contains(quarter);
  }

  @Test
  void isNeededForFiftyEightDaysAfterItsEnd() {
    TokenQuarter quarter = new TokenQuarter(2026, 4);

    assertThat(quarter.next().besideUntil()).isEqualTo("2027-02-26T00:00:00Z");
    assertThat(quarter.neededUntil()).isEqualTo("2027-02-28T00:00:00Z");
    assertThat(Duration.between(quarter.next().begins(), quarter.neededUntil()).toDays())
        .isEqualTo(58);
  }

  /** A batch must not be forgotten by its quarter before it is forgotten by its age. */
  @Test
  void standsBesideTheNextAsLongAsABatchIsRemembered() {
    assertThat(TokenQuarter.BESIDE_DAYS)
        .isEqualTo(Parameters.standard().spread().memoryDays())
        .isGreaterThan(Parameters.standard().spread().matureDays());
  }

  @Property
  void thereAreFourAYear(@ForAll @IntRange(min = -5, max = 12) int quarter) {
    if (quarter >= 1 && quarter <= 4) {
      assertThat(new TokenQuarter(2026, quarter).firstDay().getMonthValue() % 3).isEqualTo(1);
    } else {
      assertThatThrownBy(() -> new TokenQuarter(2026, quarter))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(TokenQuarter.parse("2026-Q" + quarter)).isEmpty();
    }
  }

  @Test
  void anotherFileIsNoQuarter() {
    assertThat(TokenQuarter.parse("places")).isEmpty();
    assertThat(TokenQuarter.parse("side-path")).isEmpty();
    assertThat(TokenQuarter.parse("2026-Q4x")).isEmpty();
  }
}
