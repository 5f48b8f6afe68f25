package de.siegel.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 random bytes that a pharmacy and the reading stages share for one session. Every sealing
 * key is derived from it (HKDF-SHA256, RFC 5869): extracted once, expanded for each record.
 *
 * <p>Safe for use by several threads.
 */
public final class SessionSecret {
  /** Length of the secret in bytes. */
  public static final int LENGTH = 32;

  private static final String HMAC = "HmacSHA256";
  private static final byte[] SALT = PreAuthenticationEncoding.of("siegel/session/v1").bytes();

  private final String sessionId;
  private final byte[] secret;
  private final Mac expand;
  private boolean destroyed;

  private SessionSecret(String sessionId, byte[] secret) {
    this.sessionId = sessionId;
    this.secret = secret.clone();
    try {
      Mac extract = Mac.getInstance(HMAC);
      extract.init(new SecretKeySpec(SALT, HMAC));
      expand = Mac.getInstance(HMAC);
      expand.init(new SecretKeySpec(extract.doFinal(secret), HMAC));
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  /** A new secret for a session, made by the pharmacy's client. */
  public static SessionSecret random(String sessionId, SecureRandom random) {
    byte[] secret = new byte[LENGTH];
    random.nextBytes(secret);
    return new SessionSecret(sessionId, secret);
  }

  /**
   * A secret that was unwrapped.
   *
   * @throws IllegalArgumentException if it is not {@link #LENGTH} bytes long
   */
  public static SessionSecret of(String sessionId, byte[] secret) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException("a session secret has " + LENGTH + " bytes");
    }
    return new SessionSecret(sessionId, secret);
  }

  /** The session that the secret belongs to. */
  public String sessionId() {
    return sessionId;
  }

  /**
   * What the session record says about the secret, so that every stage can see that it unwrapped
   * the same one.
   */
  public byte[] commitment() {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/session-secret/v1")
            .add(sessionId)
            .add(secret)
            .bytes());
  }

  /** Whether this is the secret that the session record committed to. */
  public boolean matches(byte[] commitment) {
    return MessageDigest.isEqual(commitment(), commitment);
  }

  /**
   * The secret itself, 32 bytes, to be wrapped for the stages, and for a client that keeps it where
   * only it can read.
   */
  public byte[] bytes() {
    return secret.clone();
  }

  /** Overwrites the secret: nothing opens with it any more, here. */
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(secret, (byte) 0);
    try {
      expand.init(new SecretKeySpec(SALT, HMAC));
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  /**
   * Derives the key for one record.
   *
   * @param label what the record is, for example {@code siegel/request/v1}
   * @param id the record's own id; one label and id are used for one plaintext
   * @return 32 bytes
   */
  synchronized byte[] derive(String label, String id) {
    if (destroyed) {
      throw new IllegalStateException("the session's secret was destroyed");
    }
    expand.update(PreAuthenticationEncoding.of(label).add(sessionId).add(id).bytes());
    expand.update((byte) 1); // RFC 5869 section 2.3: T(1), one block is all we need
    return expand.doFinal();
  }
}
