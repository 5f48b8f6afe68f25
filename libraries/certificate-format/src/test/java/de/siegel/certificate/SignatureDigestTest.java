package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignatureDigestTest {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static byte[] signature(int r, BigInteger s) {
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, 0, 32, (byte) r);
    byte[] number = s.toByteArray();
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, bytes, 64 - length, length);
    return bytes;
  }

  private static byte[] digest(int r, BigInteger s) {
    return SignatureDigest.of(SignatureAlgorithm.ES256, signature(r, s));
  }

  @Test
  void bothFormsOfASignatureHaveOneDigest() {
    for (BigInteger s :
        new BigInteger[] {BigInteger.ONE, BigInteger.TWO.pow(200), ORDER.shiftRight(1)}) {
      assertThat(digest(7, s)).isEqualTo(digest(7, ORDER.subtract(s)));
    }
  }

  /** Whoever has the key can sign something else under the same r: the handle is the same then. */
  @Test
  void whatWasForgedUnderTheSameRHasAnother() {
    assertThat(digest(7, BigInteger.TWO)).isNotEqualTo(digest(7, BigInteger.TEN));
    assertThat(digest(7, BigInteger.TWO)).isNotEqualTo(digest(8, BigInteger.TWO));
    assertThat(RevocationHandle.ofSignature(SignatureAlgorithm.ES256, signature(7, BigInteger.TWO)))
        .isEqualTo(
            RevocationHandle.ofSignature(SignatureAlgorithm.ES256, signature(7, BigInteger.TEN)));
  }
}
