package de.siegel.embedded.registry;

import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A small schema registry in this process, on loopback only, kept in one file. It speaks the part
 * of Confluent's REST API that Avro clients need. Anybody on this machine may register: for the
 * quickstart and tests.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int MAXIMUM_THREADS = 8;
  private static final int MAX_REQUEST_BYTES = 1024 * 1024;

  private final RegistryStore store;
  private final Javalin server;
  private boolean closed;

  private EmbeddedRegistry(RegistryStore store, Javalin server) {
    this.store = store;
    this.server = server;
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param dataFolder its own folder; made if missing
   * @param port the port on 127.0.0.1; 0 for any free one
   * @throws RegistryStartFailure if the port is taken or the folder or its file cannot be used
   */
  public static EmbeddedRegistry start(Path dataFolder, int port) {
    RegistryFile file = RegistryFile.open(dataFolder);
    try {
      RegistryStore store = new RegistryStore(file);
      return new EmbeddedRegistry(store, server(store).start(HOST, port));
    } catch (RegistryStartFailure e) {
      file.close();
      throw e;
    } catch (JavalinException e) {
      file.close();
      throw new RegistryStartFailure(
          "registry port %d on %s is taken or forbidden; stop what listens there or choose another"
              .formatted(port, HOST),
          e);
    }
  }

  /** Where its REST API begins. */
  public URI baseUrl() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  /** Stops it; the file stays. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.stop();
      store.close();
    }
  }

  private static Javalin server(RegistryStore store) {
    return Javalin.create(
        config -> {
          HttpLimits.apply(config, MAXIMUM_THREADS, MAX_REQUEST_BYTES);
          config.startup.startupWatcherEnabled = false;
          config.http.compressionStrategy = CompressionStrategy.NONE;
          new RegistryRoutes(store).addTo(config.routes);
        });
  }
}
