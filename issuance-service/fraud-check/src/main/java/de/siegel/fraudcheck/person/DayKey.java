package de.siegel.fraudcheck.person;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The key of one UTC day, in memory alone. HMAC-SHA256 (RFC 2104) over arrays of its own, for a
 * {@code Mac} keeps copies of its key that nobody can overwrite. Not safe for use by several
 * threads.
 */
final class DayKey {
  private static final int BLOCK = 64;
  private static final int DIGEST = 32;
  private static final int INNER = 0x36;
  private static final int OUTER = 0x5c;

  private final byte[] key = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];
  private final byte[] digest = new byte[DIGEST];
  private final MessageDigest sha;
  private boolean destroyed;

  /**
   * @param random fills an array so that nobody can guess it
   */
  DayKey(Consumer<byte[]> random) {
    random.accept(key);
    // As long as a block, so that the key itself is what both pads are made of.
    for (int at = 0; at < BLOCK; at++) {
      outer[at] = (byte) (key[at] ^ OUTER);
      key[at] ^= INNER;
    }
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first 8 bytes of the HMAC of some bytes, as a number. */
  long token(byte[] of, int length) {
    if (destroyed) {
      throw new IllegalStateException("the key was destroyed");
    }
    try {
      sha.update(key);
      sha.update(of, 0, length);
      sha.digest(digest, 0, DIGEST);
      sha.update(outer);
      sha.update(digest);
      sha.digest(digest, 0, DIGEST);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    long token = 0;
    for (int at = 0; at < Long.BYTES; at++) {
      token = token << Byte.SIZE | digest[at] & 0xFF;
    }
    return token;
  }

  /** Overwrites it: no token can be made any more. */
  void destroy() {
    destroyed = true;
    Arrays.fill(key, (byte) 0);
    Arrays.fill(outer, (byte) 0);
    Arrays.fill(digest, (byte) 0);
    // Of what was hashed its buffer may have a rest.
    sha.reset();
    sha.update(new byte[BLOCK - 1]);
    sha.reset();
  }

  /** Whether nothing of it is left. */
  boolean isZero() {
    return Arrays.equals(key, new byte[BLOCK]) && Arrays.equals(outer, new byte[BLOCK]);
  }
}
