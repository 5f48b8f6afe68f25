package de.siegel.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFileTest {
  private static final List<BackupLine> LINES =
      List.of(
          new BackupLine("control.admissions", bytes("a"), bytes("one")),
          new BackupLine("control.admissions", bytes("a"), null),
          new BackupLine("control.sessions", null, new byte[300]));

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path written() {
    Path file = folder.resolve("backup");
    assertThat(BackupFile.write(file, LINES::forEach)).isEqualTo(3);
    return file;
  }

  @Test
  void readsWhatItWroteByteForByte() {
    List<String> read = new ArrayList<>();

    assertThat(BackupFile.read(written(), line -> read.add(line.text()))).isEqualTo(3);

    assertThat(read).isEqualTo(LINES.stream().map(BackupLine::text).toList());
    assertThat(BackupLine.parse(LINES.get(1).text()).orElseThrow().value()).isNull();
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written())))
        .isEqualTo("rw-------");
  }

  @Test
  void saysWhereNoFileCanBeMade() {
    assertThatThrownBy(
            () -> BackupFile.write(folder.resolve("none").resolve("backup"), LINES::forEach))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void overwritesNothing() {
    Path file = written();

    assertThatThrownBy(() -> BackupFile.write(file, LINES::forEach))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("exists");
  }

  @Test
  void findsEachByteThatWasChangedAndEachCut() throws Exception {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      assertRefused(changed);
    }
    for (int length = 0; length < whole.length - 1; length++) {
      assertRefused(java.util.Arrays.copyOf(whole, length));
    }
    assertRefused((new String(whole, StandardCharsets.US_ASCII) + "x").getBytes());
  }

  private void assertRefused(byte[] content) throws Exception {
    Path other = Files.write(folder.resolve("other"), content);

    assertThatThrownBy(() -> BackupFile.read(other, line -> {})).isInstanceOf(CommandFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "control.admissions",
        "control.admissions - - -",
        "audit.log - -",
        "control.sessions ! -"
      })
  void refusesWhatIsNoLine(String text) {
    assertThat(BackupLine.parse(text)).isEmpty();
  }

  @Test
  void theOrderWithinATopicCountsAndThatOfTopicsDoesNot() {
    assertThat(hash(0, 1, 2).isOf(hash(2, 0, 1))).isTrue();
    assertThat(hash(0, 1, 2).isOf(hash(1, 0, 2))).isFalse();
    assertThat(hash(0, 1).isOf(hash(0, 1, 2))).isFalse();
  }

  private static ContentHash hash(int... lines) {
    ContentHash hash = new ContentHash();
    for (int line : lines) {
      hash.add(LINES.get(line));
    }
    return hash;
  }
}
