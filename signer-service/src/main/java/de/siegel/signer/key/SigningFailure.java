package de.siegel.signer.key;

/** A document signing key does not work; the signer stops. */
public final class SigningFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SigningFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
