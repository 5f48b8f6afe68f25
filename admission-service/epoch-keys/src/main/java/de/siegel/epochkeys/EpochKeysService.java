package de.siegel.epochkeys;

import de.siegel.epochkeys.domain.EpochSchedule;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.Orders;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.key.EpochKeySource;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The holder of epoch keys as a service. One instance, the publisher, makes them and is the one
 * writer of {@code control.epoch-keys}; any number of keepers have copies of the private halves and
 * nothing else, so that a publisher that was restarted finds them again.
 */
public final class EpochKeysService implements Service {
  /** Name of this service. */
  public static final String NAME = "epoch-keys";

  private static final int MOST_REFUSALS = 1_000;

  private final ServiceContext context;
  private final boolean publishes;
  private final EpochSchedule schedule;
  private final EpochKeyVault vault;
  private final List<SharedKey> shared;
  private final List<EpochKeySource> peers;
  private final RootOfTrust root;
  private final ControlView view;
  private final ControlTopicReader reader;
  private final RefusalLedger refusals = new RefusalLedger();
  private final BlockingQueue<String> refused = new ArrayBlockingQueue<>(MOST_REFUSALS);
  private final EpochRoutes routes;
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private volatile EpochBook book;

  /**
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public EpochKeysService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.publishes =
        switch (settings.optional("epoch-keys.publishes").orElse("true")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new ConfigurationError("epoch-keys.publishes must be true or false");
        };
    this.schedule =
        new EpochSchedule(
            Duration.ofMinutes(settings.whole("epoch-keys.accepts-minutes", 60, 6, 60)));
    this.vault =
        settings.optional("epoch-keys.vault.folder").isPresent()
            ? new MemoryFileVault(
                settings.path("epoch-keys.vault.folder"), context.environment() == Environment.TEST)
            : new MemoryVault();
    this.shared = context.attestationKeys().sharedKeys();
    List<String> addresses = settings.list("epoch-keys.peers");
    this.peers = addresses.isEmpty() ? List.of() : context.epochKeyHolders(addresses);
    this.root = context.rootOfTrust();
    if (publishes) {
      key();
    } else if (peers.isEmpty()) {
      throw new ConfigurationError(
          "epoch-keys.peers must name the publisher: a keeper makes no keys of its own");
    }
    this.view = new ControlView(context.clock());
    this.reader = context.controlReader(view);
    this.routes =
        new EpochRoutes(
            settings.optional("epoch-keys.host").orElse("127.0.0.1"),
            settings.whole("epoch-keys.port", 0, 0, 65_535),
            new KeyHandout(vault, shared, context.clock()),
            new Orders(role(), context.crypto().hot(), context.clock()),
            () -> book,
            // More than fit are told as fewer: a number of strangers is no event.
            refused::offer);
  }

  private AuthorityKey key() {
    Path file = context.configuration().path("epoch-keys.key");
    AuthorityKey key = AuthorityKeyFile.read(file);
    if (!role().keys().containsKey(key.id())) {
      throw new ConfigurationError(
          "The root of trust does not name key "
              + key.id()
              + " of epoch-keys.key for the role "
              + role().name()
              + ": add it (siegel trust add), or use the key that it names");
    }
    return key;
  }

  private Role role() {
    return root.roleFor(TopicCatalogue.EPOCH_KEYS)
        .orElseThrow(
            () ->
                new ConfigurationError(
                    "The root of trust names nobody for the role "
                        + RootOfTrust.roleName(TopicCatalogue.EPOCH_KEYS)));
  }

  @Override
  public void start() {
    reader.start();
    loop.start();
  }

  /** The port that it listens on. */
  public int port() {
    return routes.port();
  }

  /**
   * Destroys an epoch, for who runs it in the same process; call it when it is ready.
   *
   * @throws de.siegel.servicekit.authority.OrderRefused if there is no such epoch
   */
  public void destroy(String epoch) {
    book.destroy(epoch, List.of());
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka().producer(NAME), new ByteArraySerializer(), new ByteArraySerializer())) {
      AuthorityTrail trail =
          new AuthorityTrail(
              context.auditWriterWithoutLinks(),
              producer,
              "epoch-keys.refused",
              refusals,
              context.clock());
      if (publishes) {
        publish(producer, trail);
      } else {
        keep(trail);
      }
    } finally {
      book = null;
    }
  }

  private void publish(KafkaProducer<byte[], byte[]> producer, AuthorityTrail trail) {
    ControlPublisher publisher =
        new ControlPublisher(
            List.of(TopicCatalogue.EPOCH_KEYS),
            Map.of(role().name(), List.of(key())),
            topic -> context.serializer(topic, ControlRecord.class),
            producer,
            context.crypto().hot(),
            context.clock());
    EpochBook epochs =
        new EpochBook(
            schedule, vault, publisher, trail::tell, context.crypto().random(), context.clock());
    recover(publisher, epochs);
    epochs.lookForLostKeys(peers);
    book = epochs;
    while (loop.goesOn()) {
      epochs.turn();
      publisher.heartbeat();
      tellRefusals(trail);
      loop.turned(true);
    }
  }

  private void recover(ControlPublisher publisher, EpochBook epochs) {
    try (KafkaConsumer<byte[], byte[]> consumer = context.kafka().reader(NAME + "-recovery")) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          new ControlSignatures(root, context.crypto().hot()),
          (payload, bytes) -> {
            if (payload instanceof ControlPayload.OfEpochKey key) {
              epochs.recover(key.value());
            }
          });
    }
  }

  /** Has what the publisher has, no longer than it. */
  private void keep(AuthorityTrail trail) {
    while (loop.goesOn()) {
      boolean complete = view.fresh();
      Instant now = context.clock().instant();
      for (EpochKey key : view.epochKeys()) {
        if (key.getState() != KeyState.ACTIVE || !now.isBefore(key.getDestroyedAt())) {
          vault.destroy(key.getEpoch(), key.getStage());
        } else if (vault.find(key.getEpoch(), key.getStage()).isEmpty()) {
          complete &= EpochBook.fetch(key, peers, vault);
        }
      }
      tellRefusals(trail);
      loop.turned(complete);
    }
  }

  private void tellRefusals(AuthorityTrail trail) {
    List<String> came = new ArrayList<>();
    refused.drainTo(came);
    trail.refused(RefusalLedger::turn);
    came.forEach(line -> trail.refused((ledger, now) -> ledger.refused(line, false, now)));
  }

  @Override
  public boolean ready() {
    return loop.ready();
  }

  @Override
  public boolean failed() {
    return loop.failed();
  }

  @Override
  public void close() {
    loop.close();
    routes.close();
    reader.close();
  }
}
