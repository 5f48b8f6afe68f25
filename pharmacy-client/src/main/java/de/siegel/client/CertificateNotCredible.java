package de.siegel.client;

/**
 * A reply brought a certificate that must not be used. A stage that can read the session sent it,
 * or the trust list is not the issuer's: tell the operator of the pipeline. Has no holder data.
 */
public final class CertificateNotCredible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CertificateNotCredible(String submissionId, String objection) {
    super("The certificate in the reply to " + submissionId + " must not be used: " + objection);
  }
}
