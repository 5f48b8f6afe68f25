package de.siegel.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * The hash by which a revocation list names a certificate: the first 16 bytes of SHA-256.
 * Immutable.
 */
public final class RevocationHandle {

  /** What was hashed. */
  public enum Kind {
    /** The signature; of an ECDSA signature only r. */
    SIGNATURE,
    /** The certificate id, exactly as in the payload. */
    UCI,
    /** The issuing country directly followed by the certificate id. */
    COUNTRYCODEUCI
  }

  public static final int LENGTH = 16;
  private static final int R_LENGTH = 32;

  private final Kind kind;
  private final byte[] bytes;

  private RevocationHandle(byte[] bytes, Kind kind) {
    this.kind = kind;
    this.bytes = bytes;
  }

  private RevocationHandle(Kind kind, byte[] hashed) {
    this(Arrays.copyOf(Sha256.of(hashed), LENGTH), kind);
  }

  /**
   * A handle as a list or the trail has it.
   *
   * @throws IllegalArgumentException if there are not 16 bytes
   */
  public static RevocationHandle ofBytes(Kind kind, byte[] handle) {
    if (handle.length != LENGTH) {
      throw new IllegalArgumentException("a revocation handle has " + LENGTH + " bytes");
    }
    return new RevocationHandle(handle.clone(), kind);
  }

  /**
   * The handle of a signature. For ECDSA only r counts: (r, s) and (r, n-s) verify alike, so anyone
   * could make a second signature and escape a handle over both halves.
   *
   * @throws IllegalArgumentException when the length does not fit the algorithm
   */
  public static RevocationHandle ofSignature(SignatureAlgorithm algorithm, byte[] signature) {
    if (!algorithm.allowsLength(signature.length)) {
      throw new IllegalArgumentException("the signature's length does not fit its algorithm");
    }
    return new RevocationHandle(
        Kind.SIGNATURE,
        switch (algorithm) {
          case ES256 -> Arrays.copyOf(signature, R_LENGTH);
          case PS256 -> signature;
        });
  }

  /** The handle of a certificate id. */
  public static RevocationHandle ofCertificateId(String certificateId) {
    return new RevocationHandle(Kind.UCI, certificateId.getBytes(StandardCharsets.UTF_8));
  }

  /** The handle of country ({@code iss} of the CWT) and certificate id. */
  public static RevocationHandle ofCountryAndCertificateId(String country, String certificateId) {
    return new RevocationHandle(
        Kind.COUNTRYCODEUCI,
        (Objects.requireNonNull(country) + certificateId).getBytes(StandardCharsets.UTF_8));
  }

  public Kind kind() {
    return kind;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** 24 characters, as lists carry it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RevocationHandle that
        && kind == that.kind
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return kind + " " + base64();
  }
}
