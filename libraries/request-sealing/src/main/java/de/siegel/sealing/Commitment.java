package de.siegel.sealing;

import java.security.MessageDigest;

/**
 * Binds a stage to bytes without showing them: SHA-256(blind || bytes). The blind is 32 random
 * bytes, so the commitment can stand in the audit for ever and lets no name be guessed.
 */
public final class Commitment {
  /** Length of a blind in bytes. */
  public static final int BLIND_LENGTH = 32;

  private Commitment() {}

  /** The commitment to bytes under a blind, 32 bytes. */
  public static byte[] to(byte[] bytes, byte[] blind) {
    if (blind.length != BLIND_LENGTH) {
      throw new IllegalArgumentException("a blind has " + BLIND_LENGTH + " bytes");
    }
    return Sha256.of(blind, bytes);
  }

  /** Whether the commitment was made to exactly these bytes under this blind. */
  public static boolean matches(byte[] commitment, byte[] bytes, byte[] blind) {
    return blind.length == BLIND_LENGTH && MessageDigest.isEqual(commitment, to(bytes, blind));
  }
}
