package de.siegel.sealing;

import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.RequestEnvelope;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/**
 * The key pair that a pharmacy makes for one session and signs its requests with.
 *
 * <p>Not safe for use by several threads.
 */
public final class SessionKeys {
  static final String ES256_NAME = "SHA256withECDSAinP1363Format";

  private final SigningAlgorithm algorithm;
  private final byte[] publicKey;
  private final KeyPair pair;
  private final Signature signer;

  private SessionKeys(SigningAlgorithm algorithm, KeyPair pair, int rawLength, Signature signer) {
    this.algorithm = algorithm;
    this.pair = pair;
    this.signer = signer;
    // The raw key is the end of its SubjectPublicKeyInfo, in both algorithms.
    byte[] info = pair.getPublic().getEncoded();
    publicKey = Arrays.copyOfRange(info, info.length - rawLength, info.length);
  }

  /**
   * Makes a new pair.
   *
   * @param provider does Ed25519 or ECDSA on P-256
   * @throws IllegalArgumentException for {@link SigningAlgorithm#UNKNOWN}
   */
  public static SessionKeys generate(SigningAlgorithm algorithm, Provider provider) {
    try {
      return switch (algorithm) {
        case ED25519 ->
            new SessionKeys(
                algorithm,
                KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair(),
                32,
                Signature.getInstance("Ed25519", provider));
        case ES256 -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          yield new SessionKeys(
              algorithm,
              generator.generateKeyPair(),
              65,
              Signature.getInstance(ES256_NAME, provider));
        }
        case UNKNOWN -> throw new IllegalArgumentException("no signing algorithm chosen");
      };
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure(algorithm + " is not available", e);
    }
  }

  /** How the pair signs. */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** The public key as the session record holds it: 32 bytes (Ed25519) or 65 (ES256). */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Signs a request: 64 bytes. */
  public byte[] sign(EventHeader header, RequestEnvelope envelope, byte[] sealed) {
    try {
      signer.initSign(pair.getPrivate());
      signer.update(RequestSeal.signedBytes(header, envelope, ByteBuffer.wrap(sealed)));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("signing a request failed", e);
    }
  }

  /** Signs that the session is to end: 64 bytes. */
  public byte[] signEnd(String sessionId) {
    try {
      signer.initSign(pair.getPrivate());
      signer.update(RequestSignature.endBytes(sessionId));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("signing the end of a session failed", e);
    }
  }
}
