package de.siegel.sealing;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens contents with AES-256-GCM (NIST SP 800-38D) under a key of its own for each
 * record. A sealed content is the 12-byte nonce, the ciphertext and the 16-byte tag.
 *
 * <p>The nonce is random although the key is used once: a stage that repeats its work after a crash
 * may seal another plaintext under the same key.
 *
 * <p>Not safe for use by several threads.
 */
public final class Seal {
  /** What a sealed content has more than its plaintext, in bytes. */
  public static final int OVERHEAD = 12 + 16;

  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Cipher cipher;
  private final SecureRandom random;

  /**
   * @param provider does AES-GCM
   * @param random makes nonces
   */
  public Seal(Provider provider, SecureRandom random) {
    this.random = random;
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("AES-GCM is not available", e);
    }
  }

  /**
   * Seals.
   *
   * @param key 32 bytes
   * @param associated bytes that the reader must have too, not encrypted
   */
  public byte[] seal(byte[] key, byte[] associated, byte[] plaintext) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = Arrays.copyOf(nonce, plaintext.length + OVERHEAD);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key(key), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("AES-GCM failed", e);
    }
    return sealed;
  }

  /**
   * Opens; empty if the key, the associated bytes or the content are not those that were sealed.
   */
  public Optional<byte[]> open(byte[] key, byte[] associated, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      return Optional.empty();
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key(key), new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
      cipher.updateAAD(associated);
      return Optional.of(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("AES-GCM failed", e);
    }
  }

  /** Takes up another key, used for nothing: a cipher keeps its last one. */
  public void forgetKey() {
    byte[] other = new byte[KEY];
    random.nextBytes(other);
    seal(other, new byte[0], new byte[0]);
  }

  private static SecretKeySpec key(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }
}
