package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.certificate.TrustList;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir private Path folder;

  @Test
  void makesTheFolderAndLeavesNothingInIt() {
    OutputFolder.prepare(folder.resolve("a/b"));

    assertThat(folder.resolve("a/b")).isEmptyDirectory();
  }

  @Test
  void replacesAnOlderFileAsAWhole() throws IOException {
    OutputFolder output = OutputFolder.prepare(folder);
    output.write("x.hc1", new byte[] {1, 2});
    output.write("x.hc1", new byte[] {3});

    assertThat(Files.readAllBytes(folder.resolve("x.hc1"))).containsExactly(3);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void writesATrustListThatVerifiersCanRead() throws IOException {
    TrustList trustList = TestCertificate.recovery().trustList();

    OutputFolder.prepare(folder).writeTrustList(trustList);

    byte[] written = Files.readAllBytes(folder.resolve("trust-list.json"));
    assertThat(TrustList.read(new ByteArrayInputStream(written)).certificates())
        .isEqualTo(trustList.certificates());
  }

  @Test
  void refusesAFileInPlaceOfAFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> OutputFolder.prepare(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("it is not a folder");
    assertThatThrownBy(() -> OutputFolder.prepare(file.resolve("below")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("not a folder");
  }

  @Test
  void refusesAFolderThatCannotBeWrittenBeforeAnythingIsIssued() {
    // Not even root may write there.
    Path readOnly = Path.of("/proc/self");
    Assumptions.assumeTrue(Files.isDirectory(readOnly), "needs /proc");

    assertThatThrownBy(() -> OutputFolder.prepare(readOnly))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("Cannot write into /proc/self: ");
  }

  @Test
  void saysThatTheDeviceIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
    OutputFolder output = OutputFolder.prepare(folder);
    Files.createSymbolicLink(folder.resolve("x.hc1.part"), full);

    assertThatThrownBy(() -> output.write("x.hc1", new byte[] {1}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no space is left");
    assertThat(folder.resolve("x.hc1")).doesNotExist();
  }
}
