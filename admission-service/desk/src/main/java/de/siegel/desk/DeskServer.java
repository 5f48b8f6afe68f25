package de.siegel.desk;

import de.siegel.servicekit.authority.AuthorityServer;
import de.siegel.servicekit.authority.AuthorityStarting;
import de.siegel.servicekit.authority.DeskJson;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.authority.OrderRefused;
import de.siegel.servicekit.http.BodyLimits;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The desk over HTTP; the form is in docs/RUNBOOK.md. */
final class DeskServer implements AutoCloseable {
  private static final int USUAL_BODY = 64 * 1024;

  /** A wave of 18,000 pharmacies: as many signatures, or their ids in an order. */
  private static final BodyLimits BODIES =
      new BodyLimits(USUAL_BODY, 4 * 1024 * 1024, Set.of("/waves/opening", "/orders"));

  private final AuthorityServer server;

  private DeskServer(String host, int port, BodyLimits bodies, Consumer<RoutesConfig> routes) {
    server = new AuthorityServer("the admission desk", host, port, bodies, routes);
  }

  /**
   * For all, or for persons of the desk where applicants have a server of their own.
   *
   * @param parts throws {@link AuthorityStarting} while there are none
   * @param refusedOrders is told of each order that was not signed as it must
   */
  static DeskServer ofTheDesk(
      String host,
      int port,
      Supplier<DeskParts> parts,
      DeskOrders orders,
      Consumer<String> refusedOrders) {
    return new DeskServer(
        host,
        port,
        BODIES,
        routes -> {
          new BrakeRoutes(() -> parts.get().brakes()).addTo(routes);
          new WaveRoutes(() -> parts.get().waves()).addTo(routes);
          new ConfirmerRoutes(() -> parts.get().confirmers()).addTo(routes);
          new HoursRoutes(() -> parts.get().hours()).addTo(routes);
          new ApplicationRoutes(() -> parts.get().applications()).addTo(routes);
          routes.post(
              "/orders",
              context ->
                  DeskJson.answer(context, orders.follow(OrderJson.read(context.bodyAsBytes()))));
          routes.exception(
              OrderRefused.class,
              (e, context) -> {
                refusedOrders.accept("order");
                DeskJson.refuse(context, HttpStatus.FORBIDDEN, e);
              });
        });
  }

  /**
   * For applicants, whom nobody knows, and pharmacies that are verified again: with threads and
   * connections of its own, so that however many come, brakes are pulled.
   *
   * @param parts throws {@link AuthorityStarting} while there are none
   */
  static DeskServer ofApplicants(String host, int port, Supplier<DeskParts> parts) {
    return new DeskServer(
        host,
        port,
        new BodyLimits(USUAL_BODY, USUAL_BODY, Set.of()),
        routes -> {
          new ApplicationRoutes(() -> parts.get().applications()).addForApplicants(routes);
          new WaveRoutes(() -> parts.get().waves()).addForPharmacies(routes);
        });
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
