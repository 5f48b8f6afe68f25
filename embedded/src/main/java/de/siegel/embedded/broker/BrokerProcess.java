package de.siegel.embedded.broker;

import java.nio.file.Path;

/** The same node as a process of its own, so that it can be killed. For system tests. */
public final class BrokerProcess implements AutoCloseable {

  private BrokerProcess() {}

  /**
   * Starts it and returns when it serves clients.
   *
   * @param logFile where its output is appended
   * @throws BrokerStartFailure if it ends or is not ready within a minute
   */
  public static BrokerProcess start(BrokerSettings settings, Path logFile) {
    throw new UnsupportedOperationException();
  }

  /** Host and port for clients; the same after a restart. */
  public String bootstrapServers() {
    throw new UnsupportedOperationException();
  }

  /** The number of the process that runs now or ran last. */
  public long pid() {
    throw new UnsupportedOperationException();
  }

  /** Kills it as a power cut does and returns when it is gone. */
  public void kill() {}

  /** Stops it cleanly and returns when it is gone. */
  public void stop() {}

  /** Starts it again on the same folder and port and returns when it serves clients. */
  public void restart() {}

  /** Stops it if it runs. */
  @Override
  public void close() {}
}
