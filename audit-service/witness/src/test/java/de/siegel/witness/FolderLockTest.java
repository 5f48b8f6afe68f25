package de.siegel.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  private Process probe() throws Exception {
    Path classes =
        Path.of(LockProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes.toString(),
            LockProbe.class.getName(),
            folder.resolve("witness.lock").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String said(Process probe) throws IOException {
    BufferedReader reader = probe.inputReader();
    return reader.readLine();
  }

  private static void ends(Process probe) throws Exception {
    probe.getOutputStream().close();
    assertThat(probe.waitFor()).isZero();
  }

  private void isRefused() {
    assertThatThrownBy(() -> FolderLock.take(folder))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("Another witness uses the folder " + folder);
  }

  @Test
  void aFolderIsOneWitnessesAlsoInOneProcess() {
    try (FolderLock first = FolderLock.take(folder)) {
      isRefused();
      isRefused();
      assertThat(first.holds()).isTrue();
    }
    FolderLock.take(folder).close();
  }

  @Test
  void whatIsTakenUnderAnotherNameOfTheFolderIsTaken() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
    try (FolderLock first = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(link)).isInstanceOf(ConfigurationError.class);
      assertThat(first.holds()).isTrue();
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void aLockThatTheProcessHasElsewhereRefusesToo() throws Exception {
    Path file = Files.createFile(folder.resolve("witness.lock"));
    try (FileChannel elsewhere = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(elsewhere.tryLock()).isNotNull();
      isRefused();
    }
  }

  @Test
  void anotherProcessCannotTakeWhatThisOneHasAlsoAfterASecondTryHere() throws Exception {
    try (FolderLock first = FolderLock.take(folder)) {
      isRefused();
      Process other = probe();
      assertThat(said(other)).isEqualTo("refused");
      ends(other);
      assertThat(first.holds()).isTrue();
    }
  }

  @Test
  void thisProcessCannotTakeWhatAnotherOneHas() throws Exception {
    Files.createFile(folder.resolve("witness.lock"));
    Process other = probe();
    assertThat(said(other)).isEqualTo("locked");
    isRefused();
    ends(other);
    FolderLock.take(folder).close();
  }

  @Test
  void anEmptiedFolderIsNotHeldAnyMore() throws Exception {
    try (FolderLock first = FolderLock.take(folder)) {
      Files.delete(folder.resolve("witness.lock"));
      assertThat(first.holds()).isFalse();
    }
  }
}
