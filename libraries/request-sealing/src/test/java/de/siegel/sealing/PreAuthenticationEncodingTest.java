package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against the examples of the PASETO specification, section "PAE Definition". */
class PreAuthenticationEncodingTest {
  private static String hex(PreAuthenticationEncoding pieces) {
    return HexFormat.of().formatHex(pieces.bytes());
  }

  @Test
  void encodesOneEmptyPieceAsPaseto() {
    assertThat(hex(PreAuthenticationEncoding.of("")))
        .isEqualTo("0100000000000000" + "0000000000000000");
  }

  @Test
  void encodesOneTextAsPaseto() {
    assertThat(hex(PreAuthenticationEncoding.of("test")))
        .isEqualTo("0100000000000000" + "0400000000000000" + "74657374");
  }

  @Test
  void encodesNumbersBigEndianInsideTheirPiece() {
    assertThat(hex(PreAuthenticationEncoding.of("").add(258L)))
        .isEqualTo(
            "0200000000000000" + "0000000000000000" + "0800000000000000" + "0000000000000102");
  }

  @Test
  void takesWhatIsLeftInABufferAndLeavesItWhereItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);

    assertThat(PreAuthenticationEncoding.of("a").add(buffer).bytes())
        .isEqualTo(PreAuthenticationEncoding.of("a").add(new byte[] {2, 3}).bytes());
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void countsAnAbsentValueAsAnEmptyPiece() {
    assertThat(PreAuthenticationEncoding.of("a").add((String) null).bytes())
        .isEqualTo(PreAuthenticationEncoding.of("a").add("").bytes())
        .isNotEqualTo(PreAuthenticationEncoding.of("a").bytes());
  }
}
