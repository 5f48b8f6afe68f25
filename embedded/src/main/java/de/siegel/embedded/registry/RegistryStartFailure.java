package de.siegel.embedded.registry;

/** The registry could not be started; the message says what is in the way and what to do. */
public final class RegistryStartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryStartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
