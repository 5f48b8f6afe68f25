package de.siegel.epochkeys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.epochkeys.KeyHandout.Handout;
import de.siegel.epochkeys.domain.EpochSchedule.Epoch;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.authority.OrderRefused;
import de.siegel.servicekit.authority.Orders;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.http.HttpLimits;
import de.siegel.servicekit.key.EpochKeyJson;
import de.siegel.servicekit.key.HttpEpochKeySource;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The epoch keys over HTTP; the form is in docs/RUNBOOK.md. */
final class EpochRoutes implements AutoCloseable {
  /** Begins an epoch now; no details. */
  static final String BEGIN = "epoch.begin";

  /** Destroys an epoch; its name is the one detail. */
  static final String DESTROY = "epoch.destroy";

  private static final int MAXIMUM_BODY = 8 * 1024;
  private static final int MAXIMUM_THREADS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyHandout handout;
  private final Orders orders;
  private final Supplier<EpochBook> book;
  private final Consumer<String> refusals;
  private final Javalin server;

  /**
   * @param book null while there is none: a keeper has none at all
   * @param refusals is told who was refused, in a word
   */
  EpochRoutes(
      String host,
      int port,
      KeyHandout handout,
      Orders orders,
      Supplier<EpochBook> book,
      Consumer<String> refusals) {
    this.handout = handout;
    this.orders = orders;
    this.book = book;
    this.refusals = refusals;
    server =
        Javalin.create(
            config -> {
              HttpLimits.apply(config, MAXIMUM_THREADS, MAXIMUM_BODY);
              config.routes.post(HttpEpochKeySource.PATH, this::ask);
              config.routes.get("/epochs", this::list);
              config.routes.post("/epochs/orders", this::order);
              config.routes.exception(
                  OrderRefused.class, (e, context) -> refuse(context, HttpStatus.FORBIDDEN, e));
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) -> refuse(context, HttpStatus.BAD_REQUEST, e));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for the epoch keys is in use: choose another one");
    }
  }

  private void ask(Context context) {
    Handout handed = handout.answer(EpochKeyJson.readQuestion(context.bodyAsBytes()));
    if (handed instanceof Handout.Given given) {
      context.contentType("application/json").result(EpochKeyJson.write(given.answer()));
    } else if (handed instanceof Handout.Gone) {
      context.status(HttpStatus.NOT_FOUND);
    } else {
      refusals.accept("key");
      context.status(HttpStatus.FORBIDDEN);
    }
  }

  private void list(Context context) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("epochs");
    for (Epoch epoch : present().epochs()) {
      all.addObject()
          .put("epoch", epoch.id())
          .put("began", epoch.began().toString())
          .put("acceptsSessionsUntil", epoch.acceptsUntil().toString())
          .put("destroyedAt", epoch.destroyedAt().toString())
          .put("held", epoch.held());
    }
    context.contentType("application/json").result(root.toString());
  }

  private void order(Context context) {
    SignedOrder order = OrderJson.read(context.bodyAsBytes());
    EpochBook epochs = present();
    try {
      orders.take(order);
    } catch (OrderRefused e) {
      refusals.accept("order");
      throw e;
    }
    List<String> persons = List.of(order.keyId());
    String epoch =
        switch (order.action()) {
          case BEGIN -> epochs.begin(persons);
          case DESTROY -> {
            if (order.details().size() != 1) {
              throw new IllegalArgumentException("details: must be the epoch's name alone");
            }
            epochs.destroy(order.details().get(0), persons);
            yield order.details().get(0);
          }
          default ->
              throw new IllegalArgumentException("action: must be " + BEGIN + " or " + DESTROY);
        };
    context
        .contentType("application/json")
        .result(JSON.createObjectNode().put("epoch", epoch).toString());
  }

  private EpochBook present() {
    EpochBook now = book.get();
    if (now == null) {
      throw new OrderRefused("This is not the publisher, or it is starting: ask the publisher");
    }
    return now;
  }

  int port() {
    return server.port();
  }

  private static void refuse(Context context, HttpStatus status, Exception e) {
    context
        .contentType("application/json")
        .status(status)
        .result(JSON.createObjectNode().put("message", e.getMessage()).toString());
  }

  @Override
  public void close() {
    server.stop();
  }
}
