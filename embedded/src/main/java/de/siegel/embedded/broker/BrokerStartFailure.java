package de.siegel.embedded.broker;

/** The broker could not be started; the message says what is in the way and what to do. */
public final class BrokerStartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerStartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
