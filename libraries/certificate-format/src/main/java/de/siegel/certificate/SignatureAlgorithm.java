package de.siegel.certificate;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** The two algorithms of HCERT (C-09, registered in RFC 9053 and RFC 8230). */
public enum SignatureAlgorithm {
  /** ECDSA on P-256 with SHA-256; 64 bytes, r then s (C-13). */
  ES256(-7),
  /** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt; RSA 2048 to 3072. */
  PS256(-37);

  private static final int P256_BITS = 256;
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final int coseId;

  SignatureAlgorithm(int coseId) {
    this.coseId = coseId;
  }

  /** The value of {@code alg} in a COSE header. */
  public int coseId() {
    return coseId;
  }

  /** The algorithm of that COSE number, or empty. */
  public static Optional<SignatureAlgorithm> ofCoseId(int coseId) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.coseId == coseId) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The algorithm that this key signs with under the rules of HCERT, or empty if it may not. */
  public static Optional<SignatureAlgorithm> of(PublicKey key) {
    if (key instanceof ECPublicKey elliptic && isP256(elliptic.getParams())) {
      return Optional.of(ES256);
    }
    if (key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() >= 2048
        && rsa.getModulus().bitLength() <= 3072) {
      return Optional.of(PS256);
    }
    return Optional.empty();
  }

  /** Whether a signature of this algorithm can have that many bytes. */
  public boolean allowsLength(int bytes) {
    return switch (this) {
      case ES256 -> bytes == 64;
      case PS256 -> bytes >= 256 && bytes <= 384;
    };
  }

  private static boolean isP256(ECParameterSpec parameters) {
    return parameters != null
        && parameters.getCurve().getField().getFieldSize() == P256_BITS
        && parameters.getOrder().equals(P256_ORDER);
  }
}
