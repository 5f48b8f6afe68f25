package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static void isWhatClocksShow(Instant at) {
    ZonedDateTime shown = at.atZone(BERLIN);
    assertThat(Moment.of(at))
        .as(at.toString())
        .isEqualTo(
            new Moment(
                at.getEpochSecond(),
                (int) shown.toLocalDate().toEpochDay(),
                shown.get(ChronoField.MINUTE_OF_DAY)));
  }

  @Property
  void isWhatClocksShowInAnyOrder(@ForAll @LongRange(min = 0, max = 4_133_980_800L) long second) {
    isWhatClocksShow(Instant.ofEpochSecond(second, 999_999_999));
  }

  @Test
  void changesInTheVerySecondInWhichClocksAreChanged() {
    for (String change : new String[] {"2021-03-28T01:00:00Z", "2021-10-31T01:00:00Z"}) {
      for (int seconds : new int[] {-1, 0, 1, 0, -1}) {
        isWhatClocksShow(Instant.parse(change).plusSeconds(seconds));
      }
    }
  }
}
