package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

  /** Pieces of every kind at every place where room has to be made. */
  @Test
  void joinsListsOfAnyLength() {
    for (int size = 0; size < 1_100; size++) {
      byte[] filled = new byte[size];
      Arrays.fill(filled, (byte) 7);
      PreAuthenticationEncoding joint =
          PreAuthenticationEncoding.of("a")
              .add(filled)
              .add(5L)
              .add("x")
              .add(ByteBuffer.wrap(filled));

      List<byte[]> pieces = PreAuthenticationEncoding.split(joint.bytes(), 5).orElseThrow();

      assertThat(pieces).hasSize(5);
      assertThat(pieces.get(1)).isEqualTo(filled);
      assertThat(pieces.get(2)).isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 5});
      assertThat(pieces.get(3)).isEqualTo(new byte[] {'x'});
      assertThat(pieces.get(4)).isEqualTo(filled);
    }
  }
}
