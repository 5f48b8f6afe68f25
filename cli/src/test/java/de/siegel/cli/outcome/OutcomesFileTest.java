package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesFileTest {
  @TempDir private Path folder;

  @Test
  void writesInTheOrderOfTheLinesInWhateverOrderTheyCome() throws IOException {
    try (OutcomesFile outcomes = OutcomesFile.open(OutputFolder.prepare(folder))) {
      outcomes.add(TestLines.issued(3));
      outcomes.add(TestLines.issued(1));
      assertThat(outcomes.firstMissing()).isEqualTo(2);
      outcomes.add(TestLines.issued(2));
      assertThat(outcomes.firstMissing()).isEqualTo(4);
      outcomes.finish(3);
    }

    assertThat(Files.readAllLines(folder.resolve("outcomes.jsonl")))
        .extracting(line -> line.substring(0, 18))
        .containsExactly(
            "{\"requestId\":\"r1\",", "{\"requestId\":\"r2\",", "{\"requestId\":\"r3\",");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writesAnEmptyFileForNoRequests() throws IOException {
    try (OutcomesFile outcomes = OutcomesFile.open(OutputFolder.prepare(folder))) {
      outcomes.finish(0);
    }

    assertThat(folder.resolve("outcomes.jsonl")).isEmptyFile();
  }

  @Test
  void refusesASecondOutcomeForALine() {
    try (OutcomesFile outcomes = OutcomesFile.open(OutputFolder.prepare(folder))) {
      outcomes.add(TestLines.issued(1));
      outcomes.add(TestLines.issued(3));

      assertThatThrownBy(() -> outcomes.add(TestLines.issued(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> outcomes.add(TestLines.issued(3)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesToFinishWhileAnOutcomeIsMissing() {
    try (OutcomesFile outcomes = OutcomesFile.open(OutputFolder.prepare(folder))) {
      outcomes.add(TestLines.issued(1));

      assertThatThrownBy(() -> outcomes.finish(2)).hasMessageContaining("line 2");
    }

    assertThat(folder.resolve("outcomes.jsonl")).doesNotExist();
  }

  @Test
  void leavesAnOlderFileAndAllThatIsKnownWhenItIsBrokenOff() throws IOException {
    Files.writeString(folder.resolve("outcomes.jsonl"), "older\n");
    OutcomesFile outcomes = OutcomesFile.open(OutputFolder.prepare(folder));
    outcomes.add(TestLines.issued(1));
    outcomes.add(TestLines.issued(3));

    outcomes.close();

    assertThat(folder.resolve("outcomes.jsonl")).hasContent("older");
    assertThat(Files.readAllLines(outcomes.partFile())).hasSize(2);
  }

  @Test
  void saysThatTheDeviceIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
    OutputFolder output = OutputFolder.prepare(folder);
    Files.createSymbolicLink(folder.resolve("outcomes.jsonl.part"), full);
    OutcomesFile outcomes = OutcomesFile.open(output);
    outcomes.add(TestLines.issued(1));

    assertThatThrownBy(() -> outcomes.finish(1))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("outcomes.jsonl: no space is left");
    assertThat(folder.resolve("outcomes.jsonl")).doesNotExist();
  }
}
