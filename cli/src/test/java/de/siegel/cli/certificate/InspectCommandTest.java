package de.siegel.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.Base45;
import de.siegel.cli.TestCertificate;
import de.siegel.cli.TestTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class InspectCommandTest {
  private final TestCertificate certificate = TestCertificate.vaccination();
  private final TestTerminal terminal = TestTerminal.pipe();

  @Test
  void showsEachLayer() {
    assertThat(terminal.execute("inspect", certificate.text())).isZero();
    assertThat(terminal.out())
        .contains("Prefix", "Base45: ", "header 78 DA (best compression)")
        .contains("tags         18 (COSE_Sign1)")
        .contains("alg          -7  ES256  protected")
        .contains("kid          h'")
        .contains("iss (1)    \"DE\"")
        .contains("iat (6)    1623751200  2021-06-15T10:00:00Z")
        .contains("exp (4)    1655287200  2022-06-15T10:00:00Z")
        .contains("      \"fn\": \"Musterfrau-Dießner\"")
        .contains("accepts every layer and the schema");
  }

  @Test
  void stopsAtAMissingPrefix() throws IOException {
    TestTerminal piped =
        TestTerminal.pipe("HC2:ABC".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(piped.execute("inspect", "-")).isEqualTo(1);
    assertThat(piped.out()).contains("broken: the text does not begin with HC1:");
  }

  @Test
  void namesTheCharacterThatIsNoBase45() {
    assertThat(terminal.execute("inspect", "HC1:ABCäDE")).isEqualTo(1);
    assertThat(terminal.out()).contains("broken: ").contains("U+00E4 at character 4");
  }

  @Test
  void saysHowMuchOfATruncatedStreamCouldBeRead() {
    byte[] compressed = Base45.decode(certificate.text().substring(4));
    byte[] half = Arrays.copyOf(compressed, compressed.length / 2);

    assertThat(terminal.execute("inspect", "HC1:" + Base45.encode(half))).isEqualTo(1);
    assertThat(terminal.out())
        .containsPattern("inflated [1-9][0-9]* bytes")
        .contains("ends too early");
  }

  @Test
  void saysWhatIsNoZlibStream() {
    assertThat(terminal.execute("inspect", "HC1:" + Base45.encode(new byte[] {1, 2, 3, 4})))
        .isEqualTo(1);
    assertThat(terminal.out()).contains("header 01 02 (no zlib header");
  }

  @Test
  void refusesAZipBomb() throws IOException {
    assertThat(terminal.execute("inspect", text(new byte[10 * 1024 * 1024]))).isEqualTo(1);
    assertThat(terminal.out()).contains("over 64 KiB");
  }

  @Test
  void saysAtWhichByteTheCborBreaks() throws IOException {
    byte[] cose = certificate.signed().cose();

    assertThat(terminal.execute("inspect", text(Arrays.copyOf(cose, cose.length - 1))))
        .isEqualTo(1);
    assertThat(terminal.out())
        .contains("64 are announced, 63 are left at byte ")
        .contains("bytes        d284");
  }

  @Test
  void showsWhatIsNoCoseMessage() throws IOException {
    assertThat(terminal.execute("inspect", text(new byte[] {(byte) 0x82, 1, 0x20}))).isEqualTo(1);
    assertThat(terminal.out()).contains("[1, -1]").contains("not the four parts of a COSE_Sign1");
  }

  @Test
  void showsTheClaimsOfWhatIsNoCertificate() throws IOException {
    // Given: [h'', {}, h'a10401', h''] with the one claim exp = 1
    byte[] cose = {(byte) 0x84, 0x40, (byte) 0xA0, 0x43, (byte) 0xA1, 4, 1, 0x40};

    assertThat(terminal.execute("inspect", text(cose))).isEqualTo(1);
    assertThat(terminal.out())
        .contains("tags         none")
        .contains("exp (4)    1  1970-01-01T00:00:01Z")
        .contains("no claim -260");
  }

  @Test
  void endsNegativeWhenOnlyTheSchemaIsBroken() throws IOException {
    // Given: the same with claims {4: 2, 6: 1, -260: {1: {"x": "\u001b"}}}
    byte[] claims = {
      (byte) 0xA3, 4, 2, 6, 1, 0x39, 1, 3, (byte) 0xA1, 1, (byte) 0xA1, 0x61, 'x', 0x61, 0x1B
    };
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0x84, 0x40, (byte) 0xA0, (byte) (0x40 + claims.length)});
    cose.writeBytes(claims);
    cose.write(0x40);

    assertThat(terminal.execute("inspect", text(cose.toByteArray()))).isEqualTo(1);
    assertThat(terminal.out())
        .contains("\"x\": \"\\u001b\"")
        .contains("broken: SCHEMA_BROKEN")
        .doesNotContain("\u001b");
  }

  private static String text(byte[] inflated) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(compressed)) {
      stream.write(inflated);
    }
    return "HC1:" + Base45.encode(compressed.toByteArray());
  }
}
