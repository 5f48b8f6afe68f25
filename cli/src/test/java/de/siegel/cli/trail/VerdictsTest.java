package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final IntSupplier RIGHT = () -> 0;

  private static IntSupplier wrong(String what) {
    return () -> {
      throw CommandFailure.negative(what);
    };
  }

  @Test
  void bothAreRightOrItIsWrong() {
    assertThat(Verdicts.both(RIGHT, RIGHT)).isZero();
    assertThatThrownBy(() -> Verdicts.both(wrong("Entry 5."), RIGHT)).hasMessage("Entry 5.");
    assertThatThrownBy(() -> Verdicts.both(RIGHT, wrong("Entry 27.")))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NEGATIVE))
        .hasMessage("From the brokers alone: Entry 27.");
  }

  @Test
  void theVeryEntryIsToldBeforeWhatCheckpointsSay() {
    assertThatThrownBy(() -> Verdicts.both(wrong("Entry 5."), wrong("Entry 0.")))
        .hasMessage("Entry 5. From the brokers alone: Entry 0.");
  }

  @Test
  void checkpointsThatCannotBeReadDoNotHideWhatTheComparisonFound() {
    IntSupplier unreadable =
        () -> {
          throw new KafkaException("no answer");
        };

    assertThatThrownBy(() -> Verdicts.both(wrong("Entry 5."), unreadable))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("Entry 5. From the brokers alone: ")
        .hasMessageContaining("no answer");
    assertThatThrownBy(() -> Verdicts.both(RIGHT, unreadable)).isInstanceOf(CommandFailure.class);
  }

  @Test
  void wrongUsageEndsItAtOnce() {
    assertThatThrownBy(
            () ->
                Verdicts.both(
                    () -> {
                      throw CommandFailure.usage("no such key");
                    },
                    wrong("never asked")))
        .hasMessage("no such key");
  }
}
