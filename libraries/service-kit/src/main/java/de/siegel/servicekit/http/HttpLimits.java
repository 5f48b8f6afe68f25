package de.siegel.servicekit.http;

import io.javalin.config.JavalinConfig;
import java.util.Set;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Bounds of an HTTP server: threads, connections, how long a body may be and how long it may take.
 * A thread works on a request when its body is there whole, so that whoever sends slowly holds a
 * connection and no thread. Browsers are kept out ({@link NoBrowsers}).
 */
public final class HttpLimits {
  /** Connections cost memory only; with few of them, whoever opens these keeps others out. */
  private static final int CONNECTIONS = 4_096;

  private static final int IDLE_MILLIS = 3_000;
  private static final int FEWEST_THREADS = 2;

  private HttpLimits() {}

  /**
   * Sets them.
   *
   * @param threads at most so many requests are worked on at a time
   * @param longestBody in bytes; a longer one is refused with 413
   */
  public static void apply(JavalinConfig config, int threads, int longestBody) {
    apply(config, threads, new BodyLimits(longestBody, longestBody, Set.of()));
  }

  /**
   * Sets them.
   *
   * @param threads at most so many requests are worked on at a time
   */
  public static void apply(JavalinConfig config, int threads, BodyLimits bodies) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = (long) bodies.longestOfAll();
    config.jetty.threadPool = new QueuedThreadPool(threads, FEWEST_THREADS);
    config.jetty.modifyServer(
        server -> {
          server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
          server.setHandler(WholeBodies.handlers(bodies));
        });
    config.jetty.modifyHttpConfiguration(http -> http.setIdleTimeout(IDLE_MILLIS));
    config.routes.before(NoBrowsers::require);
  }
}
