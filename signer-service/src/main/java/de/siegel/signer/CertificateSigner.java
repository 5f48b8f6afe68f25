package de.siegel.signer;

import de.siegel.certificate.SelfCheck;
import de.siegel.certificate.SignedCertificate;
import de.siegel.certificate.ToBeSigned;
import de.siegel.certificate.Verification;
import de.siegel.signer.key.CountedKey;
import de.siegel.signer.key.SigningFailure;
import java.security.Provider;
import java.time.Instant;

/**
 * Uses the key on one certificate and checks the result as a verifier would. A certificate that
 * fails its own check is never published: the signer stops.
 */
final class CertificateSigner {
  private final CountedKey key;
  private final SelfCheck selfCheck;

  CertificateSigner(CountedKey key, Provider provider) {
    this.key = key;
    this.selfCheck = new SelfCheck(key.certificate(), provider);
  }

  /**
   * Whether this is the key that the bytes name, its certificate is valid now, covers the time from
   * issue to expiry (C-19), and may sign certificates of this kind (K-01): what the self-check
   * would find after the key was used.
   */
  boolean canSign(ToBeSigned bytes, Instant now) {
    return bytes.fields().keyId().equals(key.keyId())
        && !now.isBefore(key.certificate().getNotBefore().toInstant())
        && now.isBefore(key.certificate().getNotAfter().toInstant())
        && selfCheck.maySign(bytes);
  }

  SignedCertificate sign(ToBeSigned bytes) {
    SignedCertificate certificate = bytes.with(key.sign(bytes.bytes()));
    if (selfCheck.of(certificate) instanceof Verification.Invalid invalid) {
      throw new SigningFailure(
          "A signed certificate fails its own check: " + invalid.reason(), null);
    }
    return certificate;
  }

  CountedKey key() {
    return key;
  }
}
