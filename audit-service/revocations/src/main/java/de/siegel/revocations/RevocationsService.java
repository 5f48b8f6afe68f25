package de.siegel.revocations;

import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.revocations.key.UploadKey;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.sealing.LinkSeal;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.Orders;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.LinkOpener;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.Gauge;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Revokes certificates: what two persons order, and what a pharmacy replaced. It has the key of the
 * upload certificate and no other.
 */
public final class RevocationsService implements Service {
  /** Name of this service. */
  public static final String NAME = "revocations";

  private final ServiceContext context;
  private final Role persons;
  private final Path folder;
  private final Outbox outbox;
  private final RevocationRoutes routes;
  private final RefusalLedger refusals = new RefusalLedger();
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private final AuthorityLoop delivery = new AuthorityLoop(NAME + "-delivery", this::deliver);
  private volatile Optional<RevocationDesk> desk = Optional.empty();
  private volatile long closed;

  /**
   * Settings: {@code revocations.folder}, {@code revocations.key-store.file}, {@code
   * revocations.key-store-password.file}, {@code revocations.country} (default DE), {@code
   * revocations.gateway.url} (none: files and topic only), {@code revocations.host}, {@code
   * revocations.port}, {@code audit-link-keys.folder}, and those of the root of trust.
   *
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public RevocationsService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.persons =
        Optional.ofNullable(context.rootOfTrust().roles().get(RootOfTrust.REVOCATIONS))
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        "The root of trust names nobody for the role "
                            + RootOfTrust.REVOCATIONS
                            + ": add two persons (siegel trust add)"));
    this.folder = settings.path("revocations.folder");
    this.outbox =
        new Outbox(
            folder.resolve("batches"),
            UploadKey.of(settings),
            settings.optional("revocations.country").orElse("DE"),
            settings.optional("revocations.gateway.url").map(RevocationsService::gateway),
            context.clock());
    Gauge.builder("siegel.revocations.under.way", outbox, box -> box.underWay().size())
        .description("Batches that are not published and delivered yet")
        .register(context.meters());
    Gauge.builder("siegel.revocations.oldest.seconds", this, RevocationsService::oldest)
        .description("Age of the oldest batch that is not published and delivered yet")
        .baseUnit("seconds")
        .register(context.meters());
    Gauge.builder("siegel.revocations.closed.leaves", this, service -> service.closed)
        .description("Issued certificates whose links could not be opened: a key is missing")
        .register(context.meters());
    this.routes =
        new RevocationRoutes(
            settings.optional("revocations.host").orElse("127.0.0.1"),
            settings.whole("revocations.port", 0, 0, 65_535),
            () -> desk,
            outbox);
  }

  private static Gateway gateway(String url) {
    try {
      URI address = URI.create(url);
      if (address.getHost() != null) {
        return new Gateway(address);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ConfigurationError(
        "The setting revocations.gateway.url must be a URL such as https://gateway.example");
  }

  private double oldest() {
    return outbox.underWay().stream()
        .map(state -> Duration.between(state.madeAt(), context.clock().instant()))
        .mapToDouble(Duration::toSeconds)
        .max()
        .orElse(0);
  }

  @Override
  public void start() {
    loop.start();
    delivery.start();
  }

  private void deliver() {
    while (delivery.goesOn()) {
      outbox.deliver();
      delivery.turned(true);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return routes.port();
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                context.kafka().producer(NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Consumer<byte[], byte[]> followed = consumer("-follower")) {
      AuthorityTrail audit =
          new AuthorityTrail(
              context.auditWriterWithoutLinks(),
              producer,
              "certificate.revoke-refused",
              refusals,
              context.clock());
      Corrections corrections =
          new Corrections(
              search(), outbox, audit::tellDurably, folder.resolve("followed"), context.clock());
      corrections.begin(followed);
      // Another reader for orders: they come on other threads.
      desk =
          Optional.of(
              new RevocationDesk(
                  new Orders(persons, context.crypto().hot(), context.clock()),
                  search(),
                  outbox,
                  audit::tellDurably));
      while (loop.goesOn()) {
        boolean atEnd = corrections.turn(followed);
        closed = corrections.closed();
        outbox.publish(producer);
        loop.ready(atEnd);
      }
    } finally {
      desk = Optional.empty();
    }
  }

  private TrailSearch search() {
    return new TrailSearch(
        () -> consumer("-search"),
        context.deserializer(AuditEvent.class),
        LinkOpener.of(
            new LinkSeal(context.seal()),
            new SecretFolder(context.configuration().path("audit-link-keys.folder"))));
  }

  private Consumer<byte[], byte[]> consumer(String what) {
    return context.kafka().reader(NAME + what);
  }

  @Override
  public boolean ready() {
    return loop.ready();
  }

  @Override
  public boolean failed() {
    return loop.failed() || delivery.failed();
  }

  @Override
  public void close() {
    routes.close();
    loop.close();
    delivery.close();
  }
}
