package de.siegel.certificate;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * SHA-256 over a whole signature, the same for (r, s) and (r, n-s), which verify alike. A
 * revocation handle is over r alone: whoever has the key can sign something else under the
 * same r, and only this tells both apart.
 */
public final class SignatureDigest {
  /** The order of P-256 (SEC 2, section 2.4.2). */
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final int HALF = 32;

  private SignatureDigest() {}

  /**
   * The digest of a signature.
   *
   * @return 32 bytes
   * @throws IllegalArgumentException when the length does not fit the algorithm
   */
  public static byte[] of(SignatureAlgorithm algorithm, byte[] signature) {
    if (!algorithm.allowsLength(signature.length)) {
      throw new IllegalArgumentException("the signature's length does not fit its algorithm");
    }
    return switch (algorithm) {
      case ES256 -> Sha256.of(withSmallerS(signature));
      case PS256 -> Sha256.of(signature);
    };
  }

  private static byte[] withSmallerS(byte[] signature) {
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF));
    byte[] smaller = ORDER.subtract(s).min(s).toByteArray();
    byte[] result = Arrays.copyOf(signature, 2 * HALF);
    Arrays.fill(result, HALF, 2 * HALF, (byte) 0);
    int length = Math.min(HALF, smaller.length);
    System.arraycopy(smaller, smaller.length - length, result, 2 * HALF - length, length);
    return result;
  }
}
