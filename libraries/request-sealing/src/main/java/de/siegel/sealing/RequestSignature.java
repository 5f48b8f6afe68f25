package de.siegel.sealing;

import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.IssuanceRequest;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the pharmacy's signature under a request: Ed25519 (RFC 8032) or ES256 with r and s side by
 * side (RFC 7518 section 3.4).
 *
 * <p>Not safe for use by several threads.
 */
public final class RequestSignature {
  // SubjectPublicKeyInfo up to the key itself: RFC 8410 section 4, RFC 5480 section 2.
  private static final byte[] ED25519_PREFIX = hex("302a300506032b6570032100");
  private static final byte[] P256_PREFIX =
      hex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final int ED25519_LENGTH = 32;

  private final Provider provider;
  private final Map<SigningAlgorithm, Signature> verifiers = new EnumMap<>(SigningAlgorithm.class);

  /**
   * @param provider does Ed25519 and ECDSA on P-256
   */
  public RequestSignature(Provider provider) {
    this.provider = provider;
    try {
      verifiers.put(SigningAlgorithm.ED25519, Signature.getInstance("Ed25519", provider));
      verifiers.put(
          SigningAlgorithm.ES256, Signature.getInstance(SessionKeys.ES256_NAME, provider));
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("Ed25519 or ECDSA is not available", e);
    }
  }

  /**
   * Reads a session's public key.
   *
   * @param raw Ed25519: 32 bytes; ES256: 65 bytes, uncompressed point
   * @return empty if it is no key of that algorithm; also if an Ed25519 point is not in its one
   *     encoding or not of the prime order (RFC 8032 section 5.1.7, "Taming the many EdDSAs" 2020)
   */
  public Optional<PublicKey> key(SigningAlgorithm algorithm, byte[] raw) {
    return switch (algorithm) {
      // Not every provider looks: under a point of small order anybody's signature holds.
      case ED25519 ->
          raw.length == ED25519_LENGTH
                  && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(raw, 0)
              ? key("Ed25519", ED25519_PREFIX, raw, ED25519_LENGTH)
              : Optional.empty();
      case ES256 -> key("EC", P256_PREFIX, raw, 65);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Whether the request was signed, as it is, with the private half of the key. */
  public boolean holds(SigningAlgorithm algorithm, PublicKey key, IssuanceRequest request) {
    return holds(
        algorithm,
        key,
        RequestSeal.signedBytes(request.getHeader(), request.getEnvelope(), request.getSealed()),
        Bytes.of(request.getSignature()));
  }

  /** Whether the private half of the key signed that its session is to end. */
  public boolean endHolds(
      SigningAlgorithm algorithm, PublicKey key, String sessionId, byte[] signature) {
    return holds(algorithm, key, endBytes(sessionId), signature);
  }

  static byte[] endBytes(String sessionId) {
    return PreAuthenticationEncoding.of("siegel/session-end/v1").add(sessionId).bytes();
  }

  private boolean holds(
      SigningAlgorithm algorithm, PublicKey key, byte[] signed, byte[] signature) {
    Signature verifier = verifiers.get(algorithm);
    if (verifier == null) {
      return false;
    }
    try {
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException | IllegalArgumentException malformed) {
      // Some providers look at an Ed25519 key's point only now; a pharmacy chose it.
      return false;
    }
  }

  private Optional<PublicKey> key(String algorithm, byte[] prefix, byte[] raw, int length) {
    if (raw.length != length) {
      return Optional.empty();
    }
    byte[] info = new byte[prefix.length + raw.length];
    System.arraycopy(prefix, 0, info, 0, prefix.length);
    System.arraycopy(raw, 0, info, prefix.length, raw.length);
    try {
      return Optional.of(keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(info)));
    } catch (java.security.spec.InvalidKeySpecException notOnCurve) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure(algorithm + " keys are not available", e);
    }
  }

  private KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
    return algorithm.equals("EC")
        ? KeyFactory.getInstance(algorithm, provider)
        : Ed25519.keyFactory();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
