package de.siegel.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchFolderTest {
  @TempDir private Path revocations;
  private Path batches;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeFolder() throws IOException {
    batches = Files.createDirectory(revocations.resolve("batches"));
  }

  private void require(Path folder) {
    BatchFolder.require(folder, new PrintWriter(err));
  }

  private void assertRefused(Path folder) {
    assertThatThrownBy(() -> require(folder))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--revocations")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aFolderWithABatchIsAsked() throws IOException {
    Files.createFile(batches.resolve("x.cms"));

    require(batches);

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theFolderAboveTheBatchesIsRefused() throws IOException {
    Files.createFile(batches.resolve("x.cms"));
    Files.createFile(revocations.resolve("followed"));

    assertRefused(revocations);
  }

  @Test
  void anEmptyFolderTellsNothing() {
    assertRefused(batches);
    assertRefused(revocations.resolve("none"));
  }

  @Test
  void theServicesOwnFolderTellsThatNobodyWasRevokedYet() throws IOException {
    Files.createFile(revocations.resolve("followed"));

    require(batches);

    assertThat(err.toString()).contains("nobody was revoked");
  }

  @Test
  void aFolderOfWhichOnlyTheBatchesAreGoneIsRefused() throws IOException {
    Files.createFile(revocations.resolve("followed"));
    Files.createFile(batches.resolve("x.json"));

    assertRefused(batches);
  }
}
