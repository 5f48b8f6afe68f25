package de.siegel.sequencer.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.sequencer.domain.Sequencing.Plan;
import de.siegel.sequencer.domain.SourceRecord.Position;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequencingTest {
  private static final LeafCheck ONES_ARE_POISON =
      value -> value[0] == 1 ? Optional.of("POISON") : Optional.empty();

  @Test
  void numbersFromTheNextIndexInTheOrderOfTheRecords() {
    SourceRecord first = record(3, 10, (byte) 0);
    SourceRecord second = record(1, 7, (byte) 0);

    Plan plan = Sequencing.plan(41, List.of(first, second), ONES_ARE_POISON);

    assertThat(plan.steps())
        .containsExactly(new Step.Append(41, first), new Step.Append(42, second));
    assertThat(plan.nextIndex()).isEqualTo(43);
  }

  @Test
  void putsPoisonAsideWithoutAnIndex() {
    SourceRecord poison = record(0, 5, (byte) 1);
    SourceRecord good = record(0, 6, (byte) 0);

    Plan plan = Sequencing.plan(0, List.of(poison, good), ONES_ARE_POISON);

    assertThat(plan.steps())
        .containsExactly(new Step.Park(poison, "POISON"), new Step.Append(0, good));
    assertThat(plan.nextIndex()).isEqualTo(1);
  }

  @Test
  void putsAsideWhatIsTooLongForTheLog() {
    SourceRecord longest = record(0, 0, new byte[Sequencing.LONGEST_LEAF]);
    SourceRecord tooLong = record(0, 1, new byte[Sequencing.LONGEST_LEAF + 1]);

    Plan plan = Sequencing.plan(0, List.of(longest, tooLong), ONES_ARE_POISON);

    assertThat(plan.steps())
        .containsExactly(new Step.Append(0, longest), new Step.Park(tooLong, Sequencing.TOO_LONG));
  }

  @Test
  void refusesANegativeIndex() {
    assertThatThrownBy(() -> Sequencing.plan(-1, List.of(), ONES_ARE_POISON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nextIndex");
  }

  @Test
  void readsThePositionThatItWrote() {
    assertThat(Position.parse("5:1234")).isEqualTo(new Position(5, 1234));
    assertThat(new Position(5, 1234)).hasToString("5:1234");
  }

  @Test
  void refusesATextThatIsNoPosition() {
    for (String text : List.of("", ":", "5", ":7", "5:", "a:b", "5:1:2", "5:" + "1".repeat(40))) {
      assertThatThrownBy(() -> Position.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static SourceRecord record(int partition, long offset, byte... value) {
    return new SourceRecord(partition, offset, null, value);
  }
}
