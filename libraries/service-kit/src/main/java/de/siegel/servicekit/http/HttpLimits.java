package de.siegel.servicekit.http;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Bounds of an HTTP server: threads, connections, the length of a body, and how slowly it may come.
 * Who opens many connections and sends nothing holds each for a few seconds, and keeps nobody else
 * out for longer.
 */
public final class HttpLimits {
  /** Connections cost memory only; with few of them, whoever opens these keeps others out. */
  private static final int CONNECTIONS = 4_096;

  /** A body that comes slower is not waited for: a few bytes now and then defeat the idle time. */
  private static final int SLOWEST_BYTES_PER_SECOND = 1_000;

  private static final int IDLE_MILLIS = 3_000;
  private static final int FEWEST_THREADS = 2;

  private HttpLimits() {}

  /**
   * Sets them.
   *
   * @param threads at most so many requests are worked on at a time
   * @param longestBody in bytes; a longer one is refused with 413
   */
  @SuppressWarnings({"deprecation", "removal"}) // Jetty has nothing yet in place of the data rate.
  public static void apply(JavalinConfig config, int threads, long longestBody) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = longestBody;
    config.jetty.threadPool = new QueuedThreadPool(threads, FEWEST_THREADS);
    config.jetty.modifyServer(
        server -> server.addBean(new NetworkConnectionLimit(CONNECTIONS, server)));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setIdleTimeout(IDLE_MILLIS);
          http.setMinRequestDataRate(SLOWEST_BYTES_PER_SECOND);
        });
  }
}
