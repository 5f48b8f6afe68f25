package de.siegel.embedded.ti;

import de.siegel.servicekit.configuration.ConfigurationError;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The simulator over HTTP: OCSP responder and directory, each with a switch for outages, and one
 * for each card's revocation. For tests only, on loopback unless a test network says otherwise.
 */
public final class TiServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final long LONGEST_HANG_MILLIS = 60_000;
  private static final long MAXIMUM_BODY = 64 * 1024;

  private static final Pattern FORM = Pattern.compile("3-TEST\\.[0-9]{5}");
  private static final Pattern NAME = Pattern.compile("[\\p{L}0-9 -]{1,40}");

  /** How a service of the simulator does. */
  public enum Health {
    UP,
    /** Answers 500. */
    DOWN,
    /** Takes the question and does not answer. */
    HANG,
    /** Answers with a megabyte of nothing. */
    FLOOD
  }

  /** The services that can be switched. */
  public enum Part {
    OCSP,
    DIRECTORY
  }

  private final TiSimulator ti;
  private final InstantSource clock;
  private final Map<Part, Health> health = new ConcurrentHashMap<>();
  private final Javalin server;

  private TiServer(TiSimulator ti, String host, int port, InstantSource clock) {
    this.ti = ti;
    this.clock = clock;
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = MAXIMUM_BODY;
              config.http.asyncTimeout = LONGEST_HANG_MILLIS;
              config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
              config.routes.post("/ocsp", this::status);
              config.routes.get("/fhir/HealthcareService", this::search);
              config.routes.post("/switch/{part}/{health}", this::turn);
              config.routes.post("/cards/{telematikId}/{state}", this::card);
              config.routes.exception(
                  IllegalArgumentException.class,
                  (e, context) ->
                      context.status(HttpStatus.BAD_REQUEST).result(e.getMessage() + "\n"));
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ConfigurationError(
          "Port " + port + " for the simulated TI is in use: choose another one");
    }
  }

  /**
   * Starts it.
   *
   * @param port 0 for any that is free
   */
  public static TiServer start(TiSimulator ti, String host, int port, InstantSource clock) {
    return new TiServer(ti, host, port, clock);
  }

  /** Where it listens, seen from this machine. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The responder below an address. */
  public static String ocsp(URI address) {
    return address + "/ocsp";
  }

  /** The directory below an address. */
  public static String directory(URI address) {
    return address + "/fhir";
  }

  /** Switches a service. */
  public void turn(Part part, Health how) {
    health.put(part, how);
  }

  private void turn(Context context) {
    turn(
        valueOf(Part.class, context.pathParam("part")),
        valueOf(Health.class, context.pathParam("health")));
    context.status(HttpStatus.NO_CONTENT);
  }

  private void card(Context context) {
    String telematikId = context.pathParam("telematikId");
    if (context.pathParam("state").equals("ordered")) {
      order(telematikId, context.queryParam("name"));
      context.status(HttpStatus.NO_CONTENT);
      return;
    }
    TestCard card =
        ti.known(telematikId)
            .orElseThrow(() -> new IllegalArgumentException("there is no such card"));
    switch (context.pathParam("state")) {
      case "good" -> ti.status().know(card);
      case "revoked" -> ti.status().revoke(card, clock.instant());
      default -> throw new IllegalArgumentException("a card is ordered, good or revoked");
    }
    context.status(HttpStatus.NO_CONTENT);
  }

  private void order(String telematikId, String name) {
    if (!FORM.matcher(telematikId).matches() || name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a Telematik-ID is " + FORM.pattern() + ", a name is " + NAME.pattern());
    }
    ti.order(telematikId, name);
  }

  private static <E extends Enum<E>> E valueOf(Class<E> type, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are "
                        + Stream.of(type.getEnumConstants())
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  private void status(Context context) {
    byte[] question = context.bodyAsBytes();
    answer(
        context,
        health.getOrDefault(Part.OCSP, Health.UP),
        "application/ocsp-response",
        () -> ti.status().answer(question, clock.instant()));
  }

  private void search(Context context) {
    String identifier = context.queryParam("organization.identifier");
    String value = identifier == null ? "" : identifier.substring(identifier.indexOf('|') + 1);
    answer(
        context,
        health.getOrDefault(Part.DIRECTORY, Health.UP),
        "application/fhir+json",
        () -> ti.directory().search(value));
  }

  private static void answer(Context context, Health how, String type, Supplier<byte[]> good) {
    switch (how) {
      case UP -> context.contentType(type).result(good.get());
      case DOWN -> context.status(HttpStatus.INTERNAL_SERVER_ERROR);
      case HANG -> context.future(CompletableFuture::new);
      case FLOOD -> context.contentType(type).result(new byte[2 * 1024 * 1024]);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
