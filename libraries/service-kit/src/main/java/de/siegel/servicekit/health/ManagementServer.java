package de.siegel.servicekit.health;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.HttpLimits;
import de.siegel.servicekit.service.Service;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} of a process. Live means: no
 * service in it has failed. Ready means: all of them decide.
 */
public final class ManagementServer implements AutoCloseable {
  private static final int MAXIMUM_THREADS = 8;
  private static final int MAXIMUM_BODY = 1_024;

  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param host address to listen on
   * @param port 0 for any
   * @param services by name
   * @throws ConfigurationError if the port is taken
   */
  public ManagementServer(
      String host, int port, Map<String, Service> services, PrometheusMeterRegistry meters) {
    Map<String, Service> parts = new TreeMap<>(services);
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, MAXIMUM_BODY);
              config.routes.get("/health/live", context -> health(context, parts, true));
              config.routes.get("/health/ready", context -> health(context, parts, false));
              config.routes.get(
                  "/metrics",
                  context ->
                      context
                          .contentType("text/plain; version=0.0.4; charset=utf-8")
                          .result(meters.scrape()));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port "
              + port
              + " on "
              + host
              + " is in use: set management.port to a free one, or to 0 for any");
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  private static void health(Context context, Map<String, Service> services, boolean live) {
    boolean good = true;
    Map<String, String> parts = new TreeMap<>();
    for (Map.Entry<String, Service> entry : services.entrySet()) {
      Service service = entry.getValue();
      String state = service.failed() ? "failed" : service.ready() ? "ready" : "starting";
      parts.put(entry.getKey(), state);
      good &= live ? !service.failed() : state.equals("ready");
    }
    StringBuilder json = new StringBuilder("{\"status\":\"").append(good ? "UP" : "DOWN");
    json.append("\",\"services\":{");
    String separator = "";
    for (Map.Entry<String, String> part : parts.entrySet()) {
      json.append(separator).append('"').append(part.getKey()).append("\":\"");
      json.append(part.getValue()).append('"');
      separator = ",";
    }
    context
        .status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType("application/json")
        .result(json.append("}}").toString());
  }

  @Override
  public void close() {
    server.stop();
  }
}
