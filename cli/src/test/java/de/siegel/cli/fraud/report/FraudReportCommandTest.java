package de.siegel.cli.fraud.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with how a report is asked for, said before anything is read or written. */
class FraudReportCommandTest {
  @TempDir Path folder;
  private TestTerminal terminal;

  private int report(String from, String to, String... more) {
    terminal = TestTerminal.pipe();
    List<String> all =
        new ArrayList<>(
            List.of(
                "fraud",
                "report",
                "--pharmacy",
                "p",
                "--from",
                from,
                "--to",
                to,
                "--data",
                folder.resolve("none").toString(),
                "--out",
                folder.resolve("out").toString()));
    all.addAll(List.of(more));
    return terminal.execute(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.11.2026 | 2026-11-30 | --from: must be a day",
        "2026-11-01 | 2026-11-31 | --to: must be a day",
        "2026-11-01T00:00:00Z | 2026-11-30 | --from: must be a day",
        "2026-11-02 | 2026-11-01 | --to must not be before",
        "2026-01-01 | 2027-01-02 | at most 366 days",
        "2026-11-01 | 2026-11-30 | no pipeline's data",
      })
  void saysWhatIsWrong(String from, String to, String why) {
    assertThat(report(from, to)).isEqualTo(2);
    assertThat(terminal.err()).contains(why);
  }

  @Test
  void anOlderReportStays() throws Exception {
    Path old = Files.createDirectory(folder.resolve("out")).resolve("auswertung.html");
    Files.writeString(old, "old");

    assertThat(report("2026-11-01", "2026-11-30")).isEqualTo(2);
    assertThat(terminal.err()).contains("auswertung.html is there already", "--force");
    assertThat(report("2026-11-01", "2026-11-30", "--force")).isEqualTo(2);
    assertThat(terminal.err()).contains("no pipeline's data");
    assertThat(old).hasContent("old");
  }
}
