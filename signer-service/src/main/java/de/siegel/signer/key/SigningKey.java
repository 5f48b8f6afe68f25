package de.siegel.signer.key;

import de.siegel.certificate.KeyId;
import java.security.cert.X509Certificate;

/**
 * A document signing key: signs bytes and never shows itself. Implementations may live in a file or
 * in a hardware module; they need not be safe for use by several threads, each worker opens its
 * own.
 */
public interface SigningKey {
  /** First 8 bytes of SHA-256 over the certificate. */
  KeyId keyId();

  /** The document signing certificate that verifiers check with. */
  X509Certificate certificate();

  /**
   * Signs.
   *
   * @param bytes what is to be signed, not its hash
   * @return ES256: 64 bytes, r and s (IEEE P1363); PS256: as long as the modulus
   * @throws SigningFailure if the key does not work; nothing was published then
   */
  byte[] sign(byte[] bytes);
}
