package de.siegel.embedded.authority;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;

/** The admission desk over HTTP, on loopback unless a test network says otherwise. */
final class DeskServer implements AutoCloseable {
  private static final long MAXIMUM_BODY = 64 * 1024;
  private static final int MAXIMUM_THREADS = 12;

  private final Javalin server;

  DeskServer(
      String host,
      int port,
      Supplier<BrakeDesk> brakes,
      Supplier<WaveDesk> waves,
      Supplier<ApplicationDesk> applications,
      TestPost post) {
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, MAXIMUM_BODY);
              new BrakeRoutes(brakes).addTo(config.routes);
              new WaveRoutes(waves).addTo(config.routes);
              new ApplicationRoutes(applications).addTo(config.routes);
              // The letter box of the test environment: here everybody may look into it.
              config.routes.get(
                  "/post",
                  context ->
                      context
                          .contentType("text/plain")
                          .result(
                              post.at(String.valueOf(context.queryParam("address"))).orElse("")
                                  + "\n"));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> refuse(context, HttpStatus.BAD_REQUEST, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for the admission desk is in use: choose another one");
    }
  }

  int port() {
    return server.port();
  }

  private static void refuse(Context context, HttpStatus status, Exception e) {
    String message = e.getMessage().replaceAll("[\"\\\\\\p{Cntrl}]", " ");
    context
        .contentType("application/json")
        .status(status)
        .result("{\"message\":\"" + message + "\"}");
  }

  @Override
  public void close() {
    server.stop();
  }
}
