package de.siegel.frauddesk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes, for tests. */
final class Hashes {
  private Hashes() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
