package de.siegel.cli.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.QrCode;
import de.siegel.cli.TestCertificate;
import de.siegel.cli.TestTerminal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private final TestCertificate certificate = TestCertificate.vaccination();
  private final TestTerminal terminal = TestTerminal.pipe();

  @TempDir private Path folder;
  private Path trust;

  @BeforeEach
  void writeTrustList() throws IOException {
    trust = folder.resolve("trust-list.json");
    Files.writeString(trust, certificate.trustList().json());
  }

  @Test
  void showsAValidCertificate() {
    assertThat(verify(certificate.text())).isZero();
    assertThat(terminal.out())
        .startsWith("VALID vaccination certificate, judged at 2021-06-15T10:00:00Z")
        .contains("Name                 Musterfrau-Dießner, Erika Dörte")
        .contains("Date of birth        1979-04-14")
        .contains("Product              Comirnaty (also adapted) (EU/1/20/1528)")
        .contains("Dose                 1 of 2")
        .contains("Signed by C=DE,CN=TEST-ONLY DSC");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void showsEveryKindOfCertificate() throws IOException {
    TestCertificate test = TestCertificate.rapidTest();
    Files.writeString(trust, test.trustList().json());
    assertThat(verify(test.text())).isZero();
    assertThat(terminal.out()).contains("rapid antigen test (RAT)", "not detected");

    TestCertificate recovery = TestCertificate.recovery();
    Files.writeString(trust, recovery.trustList().json());
    assertThat(verify(recovery.text())).isZero();
    assertThat(terminal.out()).contains("First positive test", "2021-10-18");
  }

  @Test
  void readsAFileWithOrWithoutALineEnd() throws IOException {
    for (String end : new String[] {"", "\n", "\r\n"}) {
      Path file = Files.writeString(folder.resolve("x.hc1"), certificate.text() + end);

      assertThat(verify(file.toString())).isZero();
    }
  }

  @Test
  void readsAPicture() throws IOException {
    Path file = Files.write(folder.resolve("x.png"), QrCode.of(certificate.text()).png(3));

    assertThat(verify(file.toString())).isZero();
  }

  @Test
  void readsStandardInput() {
    TestTerminal piped = TestTerminal.pipe((certificate.text() + "\n").getBytes(UTF_8));

    assertThat(
            piped.execute(
                "verify", "-", "--trust", trust.toString(), "--at", "2021-06-15T12:00:00+02:00"))
        .isZero();
  }

  @Test
  void givesTheReasonForAForgedOne() {
    String forged = TestCertificate.vaccination().text();

    assertThat(verify(forged)).isEqualTo(1);
    assertThat(terminal.out())
        .startsWith("NOT VALID")
        .contains("SIGNER_UNKNOWN: ", "nothing of it is proved");
  }

  @Test
  void givesTheReasonForAnExpiredOne() {
    assertThat(
            terminal.execute(
                "verify",
                certificate.text(),
                "--trust",
                trust.toString(),
                "--at",
                "2031-01-01T00:00:00Z"))
        .isEqualTo(1);
    assertThat(terminal.out()).contains("EXPIRED: ").doesNotContain("proved");
  }

  @Test
  void givesTheReasonForADamagedOne() {
    assertThat(verify(certificate.text().replaceFirst("HC1:.", "HC1:ä"))).isEqualTo(1);
    assertThat(terminal.out()).contains("NOT_BASE45: ").doesNotContain("Erika");
  }

  @Test
  void trimsNoBlankThatIsData() {
    assertThat(verify(certificate.text() + " ")).isEqualTo(1);
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThat(verify(folder.resolve("none.hc1").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("There is no file").contains("HC1:");
  }

  @Test
  void saysThatAPictureHasNoCode() throws IOException {
    Path file = folder.resolve("blank.png");
    ImageIO.write(new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

    assertThat(verify(file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("No QR code can be read in the picture");
  }

  @Test
  void saysThatADamagedPictureHasNoCode() throws IOException {
    byte[] png = QrCode.of(certificate.text()).png(3);
    for (int i = 8; i < png.length; i += 7) {
      png[i] ^= 0x5A;
    }
    Path file = Files.write(folder.resolve("damaged.png"), png);

    assertThat(verify(file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("No QR code can be read");
  }

  @Test
  void saysThatAFileIsTooLarge() throws IOException {
    Path file = Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);

    assertThat(verify(file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("at most 64 KiB");
  }

  @Test
  void saysThatAFolderIsNoCertificate() {
    assertThat(verify(folder.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("it is a folder");
  }

  @Test
  void saysWhatIsWrongWithATrustList() throws IOException {
    for (String content :
        new String[] {
          "",
          "{",
          "[]",
          "{\"certificates\":7}",
          "{\"certificates\":[{\"kid\":\"x\",\"rawData\":\"%%\"}]}",
          "{\"certificates\":[{\"kid\":\"AAAAAAAAAAA=\",\"rawData\":\"AAAA\"}]}"
        }) {
      Files.writeString(trust, content);

      assertThat(verify(certificate.text())).as(content).isEqualTo(2);
    }
    assertThat(terminal.err().lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("siegel: Cannot use the trust list " + trust));
  }

  @Test
  void saysThatTheTrustListIsMissing() throws IOException {
    Files.delete(trust);

    assertThat(verify(certificate.text())).isEqualTo(2);
    assertThat(terminal.err()).contains("Cannot read the trust list").contains("no such file");
  }

  @Test
  void judgesNothingByAFolderWithoutBatches() {
    assertThat(
            terminal.execute(
                "verify",
                certificate.text(),
                "--trust",
                trust.toString(),
                "--revocations",
                folder.toString(),
                "--upload-certificate",
                folder.resolve("none").toString()))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("no batch (.cms) in " + folder, "'batches'");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void saysWhatATimeLooksLike() {
    assertThat(
            terminal.execute(
                "verify", certificate.text(), "--trust", trust.toString(), "--at", "yesterday"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--at must be a time").contains("2021-06-15T10:00:00Z");
  }

  private int verify(String input) {
    return terminal.execute(
        "verify", input, "--trust", trust.toString(), "--at", TestCertificate.AT.toString());
  }
}
