package de.siegel.certificate;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Reads a finished certificate back before it is delivered (C-17), by the same path as any
 * verifier. Made once for a signing certificate; safe for several threads.
 */
public final class SelfCheck {

  private final CertificateVerifier verifier;
  private final TrustedSigner signer;

  /**
   * @param signer the published DSC, not the key in hand: a wrong key must be noticed
   * @param provider the crypto provider that verifies
   */
  public SelfCheck(X509Certificate signer, Provider provider) {
    this.verifier = new CertificateVerifier(TrustList.of(List.of(signer)), provider);
    this.signer = TrustedSigner.of(signer, provider);
  }

  /**
   * Whether the signer may sign these bytes at all: a certificate of this type (K-01), whose time
   * from issue to expiry it covers (C-06, C-19). To be asked before the key is used; {@link #of}
   * says the same afterwards.
   */
  public boolean maySign(ToBeSigned bytes) {
    return signer.purposes().contains(bytes.type())
        && signer.isValidAt(bytes.fields().issuedAt())
        && !bytes.fields().expiresAt().isAfter(signer.notAfter());
  }

  /**
   * Decodes the text, verifies signature, signer, times (C-06) and schema, and compares with what
   * was to be signed. Anything but {@link Verification.Valid} must stop the certificate.
   */
  public Verification of(SignedCertificate signed) {
    CertificateFields fields = signed.toBeSigned().fields();
    Verification verification = verifier.verify(signed.text(), fields.issuedAt());
    if (!(verification instanceof Verification.Valid valid)) {
      return verification;
    }
    Hcert read = valid.certificate();
    if (!signed.toBeSigned().hasBytes(read.signatureStructure())
        || !signed.hasSignature(read.signature())) {
      return new Verification.Invalid(InvalidReason.NOT_WHAT_WAS_SIGNED, Optional.of(read));
    }
    if (fields.expiresAt().isAfter(signer.notAfter())) {
      return new Verification.Invalid(InvalidReason.OUTLIVES_SIGNER, Optional.of(read));
    }
    return valid;
  }
}
