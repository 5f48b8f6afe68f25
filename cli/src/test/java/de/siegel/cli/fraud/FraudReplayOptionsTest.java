package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is replayed is named, and only once. */
class FraudReplayOptionsTest {
  private final TestTerminal terminal = TestTerminal.pipe();

  @Test
  void aReplayNeedsATraceOrTheTrail() {
    assertThat(terminal.execute("fraud", "replay")).isEqualTo(2);
    assertThat(terminal.err()).contains("--trace FILE").contains("--audit");
  }

  @Test
  void aReplayIsOfOneOfThem() {
    assertThat(terminal.execute("fraud", "replay", "--trace", "t", "--audit")).isEqualTo(2);
    assertThat(terminal.err()).contains("leave one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "--data, siegel-data",
    "--bootstrap, localhost:1",
    "--registry, http://localhost:1",
    "--client-config, file",
    "--link-keys, keys"
  })
  void aTraceNeedsNoBroker(String option, String value) {
    assertThat(terminal.execute("fraud", "replay", "--trace", "t", option, value)).isEqualTo(2);
    assertThat(terminal.err()).contains(option, "a trace is a file");
  }

  @Test
  void batchesAreOfATraceAlone() {
    assertThat(terminal.execute("fraud", "replay", "--audit", "--batches", "list")).isEqualTo(2);
    assertThat(terminal.err()).contains("--batches", "the trail names none");
  }

  @Test
  void aDataFolderThatIsNoneIsSaid() {
    assertThat(terminal.execute("fraud", "replay", "--audit", "--data", "no-such")).isEqualTo(2);
    assertThat(terminal.err()).contains("no-such", "--data");
  }
}
