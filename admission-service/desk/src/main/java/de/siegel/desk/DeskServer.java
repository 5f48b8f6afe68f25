package de.siegel.desk;

import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.authority.OrderRefused;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.BodyLimits;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The desk over HTTP; the form is in docs/RUNBOOK.md. */
final class DeskServer implements AutoCloseable {
  /** A wave of 18,000 pharmacies: as many signatures, or their ids in an order. */
  private static final BodyLimits BODIES =
      new BodyLimits(64 * 1024, 4 * 1024 * 1024, Set.of("/waves/opening", "/orders"));

  private static final int MAXIMUM_THREADS = 12;

  private final Javalin server;

  /**
   * @param parts throws {@link DeskStarting} while there are none
   * @param refusedOrders is told of each order that was not signed as it must
   */
  DeskServer(
      String host,
      int port,
      Supplier<DeskParts> parts,
      DeskOrders orders,
      Consumer<String> refusedOrders) {
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, BODIES);
              new BrakeRoutes(() -> parts.get().brakes()).addTo(config.routes);
              new WaveRoutes(() -> parts.get().waves()).addTo(config.routes);
              new ApplicationRoutes(() -> parts.get().applications()).addTo(config.routes);
              config.routes.post(
                  "/orders",
                  context ->
                      DeskJson.answer(
                          context, orders.follow(OrderJson.read(context.bodyAsBytes()))));
              config.routes.exception(
                  OrderRefused.class,
                  (e, context) -> {
                    refusedOrders.accept("order");
                    DeskJson.refuse(context, HttpStatus.FORBIDDEN, e);
                  });
              config.routes.exception(
                  DeskStarting.class,
                  (e, context) -> DeskJson.refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> DeskJson.refuse(context, HttpStatus.BAD_REQUEST, e));
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

  @Override
  public void close() {
    server.stop();
  }
}
