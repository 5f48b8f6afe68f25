package de.siegel.schemas.registry;

/**
 * Something answered, but not as a schema registry does: a wrong base URL, missing rights, a proxy.
 * Waiting does not help; somebody has to look at the configuration.
 */
public final class BadRegistryAnswer extends RegistryException {

  private static final long serialVersionUID = 1L;

  public BadRegistryAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
