package de.siegel.sealing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform has. */
public final class Sha256 {
  /** One byte less than a block, so that it is copied into the buffer. */
  private static final byte[] OTHER = new byte[63];

  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

  private Sha256() {}

  /** The 32-byte hash of the parts, one after the other. */
  public static byte[] of(byte[]... parts) {
    MessageDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part);
    }
    byte[] hash = digest.digest();
    // Its buffer still holds the end of what was hashed, until something else stands there.
    digest.update(OTHER);
    digest.reset();
    return hash;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new CryptographicFailure("SHA-256 is not available", e);
    }
  }
}
