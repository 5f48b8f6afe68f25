package de.siegel.revocations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.authority.OrderRefused;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.BodyLimits;
import de.siegel.servicekit.http.HttpLimits;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@link RevocationDesk} over HTTP; the form is in docs/RUNBOOK.md. */
final class RevocationRoutes implements AutoCloseable {
  /** The order of which the body is the report: base64 of its JSON. */
  static final String ORDER = "Siegel-Order";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAXIMUM_THREADS = 8;
  private static final int SHOWN = 1_000;

  /** A report of some 40,000 certificates. */
  private static final BodyLimits BODIES =
      new BodyLimits(64 * 1024, 32 * 1024 * 1024, Set.of("/revocations"));

  private final Supplier<Optional<RevocationDesk>> desk;
  private final Outbox outbox;
  private final Javalin server;

  RevocationRoutes(String host, int port, Supplier<Optional<RevocationDesk>> desk, Outbox outbox) {
    this.desk = desk;
    this.outbox = outbox;
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, BODIES);
              config.routes.get("/revocations", this::list);
              config.routes.post("/revocations", this::revoke);
              config.routes.exception(
                  OrderRefused.class, (e, context) -> refuse(context, HttpStatus.FORBIDDEN, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> refuse(context, HttpStatus.BAD_REQUEST, e));
              config.routes.exception(
                  IllegalStateException.class,
                  (e, context) -> refuse(context, HttpStatus.SERVICE_UNAVAILABLE, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for revocations is in use: choose another one");
    }
  }

  private void list(Context context) {
    ObjectNode root = JSON.createObjectNode().put("underWay", outbox.underWay().size());
    ArrayNode all = root.putArray("batches");
    outbox.all().stream().limit(SHOWN).map(BatchState::json).forEach(all::add);
    answer(context, root);
  }

  private void revoke(Context context) {
    RevocationDesk present =
        desk.get().orElseThrow(() -> new IllegalStateException("The service is starting"));
    RevocationDesk.Result result = present.revoke(order(context), context.bodyAsBytes());
    ObjectNode root = JSON.createObjectNode().put("certificates", result.certificates());
    result.persons().forEach(root.putArray("persons")::add);
    ArrayNode batches = root.putArray("batches");
    result.batches().stream().map(BatchState::json).forEach(batches::add);
    answer(context, root);
  }

  private static SignedOrder order(Context context) {
    String header = context.header(ORDER);
    if (header == null) {
      throw new IllegalArgumentException(ORDER + ": the header with the signed order is missing");
    }
    byte[] json;
    try {
      json = Base64.getDecoder().decode(header);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ORDER + ": must be base64 of the order", e);
    }
    return OrderJson.read(json);
  }

  private static void answer(Context context, ObjectNode node) {
    context.contentType("application/json").result(node.toString());
  }

  private static void refuse(Context context, HttpStatus status, Exception e) {
    answer(
        context.status(status),
        JSON.createObjectNode().put("message", String.valueOf(e.getMessage())));
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
