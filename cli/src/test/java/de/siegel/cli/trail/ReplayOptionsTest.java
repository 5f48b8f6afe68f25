package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that would change nothing are refused before anything is read. */
class ReplayOptionsTest {
  @TempDir private Path folder;
  private final TestTerminal terminal = TestTerminal.pipe();

  private int replay(String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "replay"));
    all.addAll(List.of(options));
    return terminal.execute(all.toArray(String[]::new));
  }

  @Test
  void asOfNamesTheFiltersThatItWouldNotHeed() {
    assertThat(
            replay(
                "--as-of",
                "2026-11-03T10:00:00Z",
                "--outcome",
                "issued",
                "--terminal",
                "t",
                "--pharmacy",
                "p"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("leave out --terminal, --outcome;");
  }

  @Test
  void aFolderWithoutAMonthsKeyOpensNothing() throws Exception {
    Files.createFile(folder.resolve("validation.signer.1.key"));

    assertThat(replay("--link-keys", folder.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("no month's key", folder.toString());
    assertThat(replay("--link-keys", folder.resolve("none").toString())).isEqualTo(2);
  }
}
