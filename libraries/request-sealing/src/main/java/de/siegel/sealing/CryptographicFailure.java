package de.siegel.sealing;

/**
 * The cryptographic provider itself does not work: a missing algorithm, a key of the wrong kind.
 * Never thrown for bad input; a stage stops on it.
 */
public final class CryptographicFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CryptographicFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
