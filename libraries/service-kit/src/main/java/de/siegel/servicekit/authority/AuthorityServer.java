package de.siegel.servicekit.authority;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.BodyLimits;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.function.Consumer;

/**
 * A desk over HTTP: bounded, closed to browsers, and with one way to refuse. What is wrong with a
 * request ({@link IllegalArgumentException}) is 400, {@link AuthorityStarting} is 503, each with a
 * {@code message}.
 */
public final class AuthorityServer implements AutoCloseable {
  private static final int MAXIMUM_THREADS = 12;

  private final Javalin server;

  /**
   * Begins to listen.
   *
   * @param what it is for, for example {@code the admission desk}
   * @param port 0 for any that is free
   * @param routes adds its own
   * @throws ConfigurationError if the port is in use
   */
  public AuthorityServer(
      String what, String host, int port, BodyLimits bodies, Consumer<RoutesConfig> routes) {
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, bodies);
              routes.accept(config.routes);
              config.routes.exception(
                  AuthorityStarting.class,
                  (e, context) -> DeskJson.refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> DeskJson.refuse(context, HttpStatus.BAD_REQUEST, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for " + what + " is in use: choose another one");
    }
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
