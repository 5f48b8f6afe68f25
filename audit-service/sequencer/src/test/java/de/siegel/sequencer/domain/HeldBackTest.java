package de.siegel.sequencer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.sequencer.domain.HeldBack.Ends;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldBackTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long LATER = LONGEST.toNanos();

  private final HeldBack heldBack = new HeldBack(LONGEST);

  private Map<Integer, Long> look(long stable, long highWatermark, long nanos) {
    return heldBack.look(Map.of(3, new Ends(stable, highWatermark)), nanos);
  }

  @Test
  void whereItStandsStillForLongerThanATransactionLives() {
    assertThat(look(7, 9, 0)).isEmpty();
    assertThat(look(7, 12, LATER - 1)).isEmpty();
    assertThat(look(7, 12, LATER)).isEqualTo(Map.of(3, 7L));
  }

  @Test
  void notWhereItGoesOn() {
    assertThat(look(7, 9, 0)).isEmpty();
    assertThat(look(8, 9, LATER)).isEmpty();
    assertThat(look(8, 9, 2 * LATER - 1)).isEmpty();
    assertThat(look(8, 9, 2 * LATER)).isEqualTo(Map.of(3, 8L));
  }

  @Test
  void notWhereNothingIsOpen() {
    assertThat(look(7, 7, 0)).isEmpty();
    assertThat(look(7, 7, LATER)).isEmpty();
    assertThat(look(7, 8, LATER)).isEmpty();
  }
}
