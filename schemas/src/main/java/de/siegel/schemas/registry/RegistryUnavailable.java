package de.siegel.schemas.registry;

/**
 * The registry did not answer in time, also after retries. Nothing is known about the record at
 * hand: the caller stops and tries again, it never parks or skips.
 */
public final class RegistryUnavailable extends RegistryException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
