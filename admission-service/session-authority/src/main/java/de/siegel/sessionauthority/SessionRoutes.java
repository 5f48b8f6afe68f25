package de.siegel.sessionauthority;

import de.siegel.certificate.TrustList;
import de.siegel.identity.session.SessionAuthorityUnavailable;
import de.siegel.identity.session.SessionJson;
import de.siegel.identity.session.SessionRefused;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The session desk over HTTP; the form is in docs/EVENTS.md. */
final class SessionRoutes implements AutoCloseable {
  private static final int MAXIMUM_BODY = 64 * 1024;
  private static final int MAXIMUM_THREADS = 12;

  private final Supplier<SessionDesk> desk;
  private final Javalin server;

  /**
   * @param desk null while there is none
   */
  SessionRoutes(String host, int port, Supplier<SessionDesk> desk, Supplier<TrustList> trustList) {
    this.desk = desk;
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, MAXIMUM_BODY);
              config.routes.get(
                  "/epoch",
                  context ->
                      json(context).result(SessionJson.writeEpochKeys(present().epochKeys())));
              config.routes.get(
                  "/trust-list.json", context -> json(context).result(trustList.get().json()));
              config.routes.post("/sessions", this::open);
              config.routes.post("/sessions/end", this::end);
              config.routes.post(
                  "/challenges",
                  context ->
                      json(context)
                          .result(
                              SessionJson.writeChallenge(
                                  present()
                                      .challenge(SessionJson.readBinding(context.bodyAsBytes())))));
              config.routes.exception(
                  SessionRefused.class, (e, context) -> refuse(context, HttpStatus.FORBIDDEN, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> refuse(context, HttpStatus.BAD_REQUEST, e));
              config.routes.exception(
                  SessionAuthorityUnavailable.class,
                  (e, context) -> refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
              config.routes.exception(
                  ControlUnavailable.class,
                  (e, context) -> refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for the session authority is in use: choose another one");
    }
  }

  private SessionDesk present() {
    SessionDesk now = desk.get();
    if (now == null) {
      throw new SessionAuthorityUnavailable("The session authority is starting", null);
    }
    return now;
  }

  /** No thread waits while a card's responder is asked. */
  private void open(Context context) {
    byte[] body = context.bodyAsBytes();
    if (SessionJson.offersToken(body)) {
      present().refuseToken();
    }
    context.future(
        () ->
            present()
                .openLater(SessionJson.readApplication(body), SessionJson.readProof(body))
                .thenAccept(session -> json(context).result(SessionJson.write(session)))
                .exceptionally(
                    failure -> {
                      Throwable cause =
                          failure instanceof CompletionException ? failure.getCause() : failure;
                      if (cause instanceof SessionRefused refused) {
                        refuse(context, HttpStatus.FORBIDDEN, refused);
                      } else if (cause instanceof SessionAuthorityUnavailable unavailable) {
                        refuse(context, HttpStatus.SERVICE_UNAVAILABLE, unavailable);
                      } else {
                        throw new CompletionException(cause);
                      }
                      return null;
                    }));
  }

  private void end(Context context) {
    byte[] body = context.bodyAsBytes();
    present().end(SessionJson.readEndedSession(body), SessionJson.readEndSignature(body));
    json(context).result("{}");
  }

  int port() {
    return server.port();
  }

  private static Context json(Context context) {
    return context.contentType("application/json");
  }

  private static void refuse(Context context, HttpStatus status, Exception e) {
    String message = e.getMessage().replaceAll("[\"\\\\\\p{Cc}]", " ");
    json(context).status(status).result("{\"message\":\"" + message + "\"}");
  }

  @Override
  public void close() {
    server.stop();
  }
}
