package de.siegel.embedded.broker;

/** One Kafka node, broker and controller, in this process, on loopback only. */
public final class EmbeddedBroker implements AutoCloseable {

  private EmbeddedBroker() {}

  /**
   * Starts it and returns when it serves clients, after at most a minute.
   *
   * @throws BrokerStartFailure if the port is taken or the data folder cannot be used
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    throw new UnsupportedOperationException();
  }

  /** Stops it cleanly; the data stays. Does nothing the second time. */
  @Override
  public void close() {}
}
