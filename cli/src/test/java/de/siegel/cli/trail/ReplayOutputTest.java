package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayOutputTest {
  @TempDir Path folder;

  @Test
  void aFileHasItsNameWhenItIsWhole() throws IOException {
    Path file = folder.resolve("trail.csv");
    ReplayOutput output = ReplayOutput.at(file);
    Files.writeString(output.part(), "leaves");

    assertThat(file).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output.part())))
        .isEqualTo("rw-------");
    output.finish();
    assertThat(file).hasContent("leaves");
    assertThat(output.part()).doesNotExist();
  }

  @Test
  void whatAnotherCommandMayBeWritingStays() throws IOException {
    Path file = folder.resolve("trail.csv");
    Path part = Files.writeString(folder.resolve("trail.csv.part"), "half");

    assertThatThrownBy(() -> ReplayOutput.at(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(part.toString())
        .hasMessageContaining("remove it");
    assertThat(part).hasContent("half");
    Files.delete(part);
    assertThat(ReplayOutput.at(file).part()).exists();
  }

  @Test
  void ofTwoCommandsOneWrites() {
    Path file = folder.resolve("trail.csv");
    ReplayOutput.at(file);

    assertThatThrownBy(() -> ReplayOutput.at(file)).isInstanceOf(CommandFailure.class);
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("trail.csv"), "old");

    assertThatThrownBy(() -> ReplayOutput.at(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("name another file");
    assertThat(file).hasContent("old");
  }
}
