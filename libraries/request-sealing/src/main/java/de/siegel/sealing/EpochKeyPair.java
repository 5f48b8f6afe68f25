package de.siegel.sealing;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * A stage's X25519 key pair (RFC 7748) for one epoch. Destroying the private half makes everything
 * unreadable that was sealed in the epoch's sessions.
 */
public final class EpochKeyPair {
  /** Length of either half in bytes. */
  public static final int LENGTH = 32;

  private final X25519PrivateKeyParameters privateKey;

  private EpochKeyPair(X25519PrivateKeyParameters privateKey) {
    this.privateKey = privateKey;
  }

  /** A new pair. */
  public static EpochKeyPair generate(SecureRandom random) {
    return new EpochKeyPair(new X25519PrivateKeyParameters(random));
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
    return new EpochKeyPair(new X25519PrivateKeyParameters(privateKey));
  }

  /** The public half, 32 bytes. */
  public byte[] publicKey() {
    return privateKey.generatePublicKey().getEncoded();
  }

  /** The private half, 32 bytes, for the key holder and nothing else. */
  public byte[] privateKey() {
    return privateKey.getEncoded();
  }

  AsymmetricCipherKeyPair pair() {
    return new AsymmetricCipherKeyPair(privateKey.generatePublicKey(), privateKey);
  }

  static X25519PublicKeyParameters publicKey(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("an epoch's public key has " + LENGTH + " bytes");
    }
    return new X25519PublicKeyParameters(raw);
  }
}
