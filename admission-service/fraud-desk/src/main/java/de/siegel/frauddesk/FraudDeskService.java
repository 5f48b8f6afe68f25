package de.siegel.frauddesk;

import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.AuthorityServer;
import de.siegel.servicekit.authority.AuthorityStarting;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.http.BodyLimits;
import de.siegel.servicekit.key.RunnerKey;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The fraud desk as a service: the one writer of {@code control.fraud-configuration}. Persons sign
 * what it publishes with their own keys; its own key only says that it lives.
 */
public final class FraudDeskService implements Service {
  /** Name of this service. */
  public static final String NAME = AccessCatalogue.FRAUD_DESK;

  private static final String TOPIC = TopicCatalogue.FRAUD_CONFIGURATION;
  private static final String WHO = "The fraud desk";
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int TWO = 2;
  private static final int DAY_MINUTES = 1_440;

  private final ServiceContext context;
  private final AuthorityKey key;
  private final ControlSignatures signatures;
  private final int needed;
  private final Duration draftLife;
  private final ControlView view;
  private final ControlTopicReader reader;
  private final RefusalLedger refusals = new RefusalLedger();
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private final AuthorityServer server;
  private volatile Optional<FraudDesk> desk = Optional.empty();

  /**
   * Settings: {@code fraud-desk.key}, {@code fraud-desk.host}, {@code fraud-desk.port}, {@code
   * fraud-desk.draft-minutes}, and those of the root of trust.
   *
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public FraudDeskService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    RootOfTrust root = context.rootOfTrust();
    Role persons = RunnerKey.persons(root, TOPIC);
    this.key = RunnerKey.read(settings, "fraud-desk.key", root, TOPIC);
    this.signatures = new ControlSignatures(root, context.crypto().hot());
    this.needed = Math.max(TWO, persons.threshold());
    this.draftLife =
        Duration.ofMinutes(
            settings.whole("fraud-desk.draft-minutes", DAY_MINUTES, 1, 7 * DAY_MINUTES));
    this.view = new ControlView(context.clock());
    this.reader = context.controlReader(view);
    this.server =
        new AuthorityServer(
            "the fraud desk",
            settings.optional("fraud-desk.host").orElse("127.0.0.1"),
            settings.whole("fraud-desk.port", 0, 0, 65_535),
            new BodyLimits(LONGEST_BODY, LONGEST_BODY, Set.of()),
            new FraudDeskRoutes(this::desk)::addTo);
  }

  @Override
  public void start() {
    reader.start();
    loop.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** The desk itself, for who runs it in the same process; call it when it is ready. */
  public FraudDesk desk() {
    return desk.orElseThrow(() -> new AuthorityStarting(WHO));
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka().producer(NAME), new ByteArraySerializer(), new ByteArraySerializer())) {
      ControlPublisher publisher =
          new ControlPublisher(
              List.of(TOPIC),
              Map.of(RootOfTrust.roleName(TOPIC), List.of(key)),
              topic -> context.serializer(topic, ControlRecord.class),
              producer,
              context.crypto().hot(),
              context.clock());
      AuthorityTrail trail =
          new AuthorityTrail(
              context.auditWriterWithoutLinks(),
              producer,
              "fraud.refused",
              refusals,
              context.clock());
      FraudBook book = new FraudBook();
      recover(publisher, book);
      desk =
          Optional.of(
              new FraudDesk(
                  publisher,
                  signatures,
                  new FraudTrail(trail),
                  book,
                  new Drafts(draftLife),
                  this::isKnown,
                  needed,
                  context.clock()));
      while (loop.goesOn()) {
        publisher.heartbeat();
        trail.refused(RefusalLedger::turn);
        loop.turned(true);
      }
    } finally {
      desk = Optional.empty();
    }
  }

  private void recover(ControlPublisher publisher, FraudBook book) {
    try (KafkaConsumer<byte[], byte[]> consumer = context.kafka().reader(NAME + "-recovery")) {
      publisher.recoverRecords(
          consumer,
          context.deserializer(ControlRecord.class),
          signatures,
          (payload, record) -> {
            byte[] bytes = Bytes.of(record.getPayload());
            book.put(payload, bytes, signers(record, bytes));
          });
    }
  }

  /** Others may have been put beside them, by whoever may write to the topic. */
  private List<String> signers(ControlRecord record, byte[] bytes) {
    return record.getSignatures().stream()
        .filter(signature -> signatures.isOfAuthority(TOPIC, bytes, signature))
        .map(ControlSignature::getKeyId)
        .distinct()
        .toList();
  }

  /** Whoever is not there may only not have been read yet. */
  private boolean isKnown(String pharmacyId) {
    if (view.admission(pharmacyId).isPresent()) {
      return true;
    }
    if (!view.fresh()) {
      throw new ControlUnavailable(
          "Whether there is such a pharmacy cannot be told now, because an authority has not been"
              + " heard: try again in a moment");
    }
    return view.admission(pharmacyId).isPresent();
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
    server.close();
    loop.close();
    reader.close();
  }
}
