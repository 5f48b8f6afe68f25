package de.siegel.certificate;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;

/** What {@link CertificateVerifier#verify} found. */
public sealed interface Verification {

  /**
   * Read, signed by a trusted signer for this type, valid at the time asked for, not on a list of
   * revoked certificates where the verifier has one, and in the form of the schema.
   *
   * @param signer the certificate whose key signed
   */
  record Valid(Hcert certificate, X509Certificate signer) implements Verification {
    public Valid {
      Objects.requireNonNull(certificate);
      Objects.requireNonNull(signer);
    }
  }

  /**
   * Not valid.
   *
   * @param certificate what could be decoded; nothing in it is proved
   */
  record Invalid(InvalidReason reason, Optional<Hcert> certificate) implements Verification {
    public Invalid {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(certificate);
    }

    public Layer layer() {
      return reason.layer();
    }

    public String message() {
      return reason.sentence();
    }
  }
}
