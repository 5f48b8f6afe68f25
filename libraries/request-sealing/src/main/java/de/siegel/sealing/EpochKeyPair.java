package de.siegel.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * A stage's X25519 key pair (RFC 7748) for one epoch. Destroying the private half makes everything
 * unreadable that was sealed in the epoch's sessions.
 *
 * <p>Safe for use by several threads.
 */
public final class EpochKeyPair {
  /** Length of either half in bytes. */
  public static final int LENGTH = 32;

  private final byte[] publicKey;
  private final byte[] privateKey;
  private boolean destroyed;

  private EpochKeyPair(byte[] privateKey) {
    this.privateKey = privateKey;
    this.publicKey = new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
  }

  /** A new pair. */
  public static EpochKeyPair generate(SecureRandom random) {
    return new EpochKeyPair(new X25519PrivateKeyParameters(random).getEncoded());
  }

  /**
   * A pair from its private half.
   *
   * @throws IllegalArgumentException if it is not {@link #LENGTH} bytes long
   */
  public static EpochKeyPair of(byte[] privateKey) {
    if (privateKey.length != LENGTH) {
      throw new IllegalArgumentException("an epoch's private key has " + LENGTH + " bytes");
    }
    return new EpochKeyPair(privateKey.clone());
  }

  /** The public half, 32 bytes. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * The private half, 32 bytes, for the key holder and nothing else.
   *
   * @throws IllegalStateException if it was destroyed
   */
  public synchronized byte[] privateKey() {
    if (destroyed) {
      throw new IllegalStateException("the epoch's private key was destroyed");
    }
    return privateKey.clone();
  }

  /** Overwrites the private half. */
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(privateKey, (byte) 0);
  }

  AsymmetricCipherKeyPair pair() {
    X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(privateKey());
    return new AsymmetricCipherKeyPair(key.generatePublicKey(), key);
  }

  static X25519PublicKeyParameters publicKey(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("an epoch's public key has " + LENGTH + " bytes");
    }
    return new X25519PublicKeyParameters(raw);
  }
}
