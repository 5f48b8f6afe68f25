package de.siegel.sealing;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;

/** Ed25519 keys (RFC 8032), which every Java platform can read since 15. */
public final class Ed25519 {
  private Ed25519() {}

  /**
   * Reads keys with the platform's own factory: Corretto's provider has none, and both it and
   * BouncyCastle sign and verify with the platform's keys.
   */
  public static KeyFactory keyFactory() {
    try {
      return KeyFactory.getInstance("Ed25519");
    } catch (NoSuchAlgorithmException e) {
      throw new CryptographicFailure("Ed25519 keys are not available", e);
    }
  }
}
