package de.siegel.embedded.registry;

import java.net.URI;
import java.nio.file.Path;

/** A small schema registry in this process, on loopback only, kept in one file. */
public final class EmbeddedRegistry implements AutoCloseable {

  private EmbeddedRegistry() {}

  /**
   * Starts it and returns when it answers.
   *
   * @param dataFolder its own folder; made if missing
   * @param port the port on 127.0.0.1; 0 for any free one
   * @throws RegistryStartFailure if the port is taken or the folder or its file cannot be used
   */
  public static EmbeddedRegistry start(Path dataFolder, int port) {
    throw new UnsupportedOperationException();
  }

  /** Where its REST API begins. */
  public URI baseUrl() {
    throw new UnsupportedOperationException();
  }

  /** Stops it; the file stays. Does nothing the second time. */
  @Override
  public void close() {}
}
