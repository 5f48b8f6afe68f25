package de.siegel.embedded.authority;

import de.siegel.certificate.TrustList;
import de.siegel.client.session.SessionAuthorityUnavailable;
import de.siegel.client.session.SessionJson;
import de.siegel.client.session.SessionRefused;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;

/** The session desk over HTTP, on loopback unless a test network says otherwise. */
final class SessionDeskServer implements AutoCloseable {
  private static final long MAXIMUM_BODY = 64 * 1024;
  private static final int MAXIMUM_THREADS = 12;

  private final Javalin server;

  SessionDeskServer(
      String host,
      int port,
      Supplier<SessionDesk> desk,
      Supplier<BrakeDesk> brakes,
      Supplier<WaveDesk> waves,
      TrustList trustList) {
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, MAXIMUM_BODY);
              new BrakeRoutes(brakes).addTo(config.routes);
              new WaveRoutes(waves).addTo(config.routes);
              config.routes.get(
                  "/epoch",
                  context ->
                      json(context).result(SessionJson.writeEpochKeys(desk.get().epochKeys())));
              config.routes.get(
                  "/trust-list.json", context -> json(context).result(trustList.json()));
              config.routes.post(
                  "/sessions",
                  context ->
                      json(context)
                          .result(
                              SessionJson.write(
                                  desk.get()
                                      .open(
                                          SessionJson.readApplication(context.bodyAsBytes()),
                                          SessionJson.readProof(context.bodyAsBytes())))));
              config.routes.post(
                  "/challenges",
                  context ->
                      json(context)
                          .result(
                              SessionJson.writeChallenge(
                                  desk.get()
                                      .challenge(SessionJson.readBinding(context.bodyAsBytes())))));
              config.routes.exception(
                  SessionRefused.class, (e, context) -> refuse(context, HttpStatus.FORBIDDEN, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> refuse(context, HttpStatus.BAD_REQUEST, e));
              config.routes.exception(
                  SessionAuthorityUnavailable.class,
                  (e, context) -> refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for the session authority is in use: choose another one");
    }
  }

  int port() {
    return server.port();
  }

  private static Context json(Context context) {
    return context.contentType("application/json");
  }

  private static void refuse(Context context, HttpStatus status, Exception e) {
    String message = e.getMessage().replaceAll("[\"\\\\\\p{Cntrl}]", " ");
    json(context).status(status).result("{\"message\":\"" + message + "\"}");
  }

  @Override
  public void close() {
    server.stop();
  }
}
