package de.siegel.servicekit.configuration;

/** A process cannot start with these settings; the message says what to change. */
public final class ConfigurationError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationError(String message) {
    super(message);
  }
}
