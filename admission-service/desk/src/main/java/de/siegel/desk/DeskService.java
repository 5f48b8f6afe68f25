package de.siegel.desk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.AuthorityStarting;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.Orders;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.key.RunnerKey;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The admission desk as a service: the one writer of {@code control.admissions}. Persons sign
 * admissions, brakes and liftings with their own keys; its own key says that it lives, and stops a
 * pharmacy whose wave fails a gate.
 */
public final class DeskService implements Service {
  /** Name of this service. */
  public static final String NAME = "desk";

  private final ServiceContext context;
  private final AuthorityKey key;
  private final ControlSignatures signatures;
  private final CardLogin cards;
  private final ApplicationFolder folder;
  private final WaveBook waveBook;
  private final ProbationBook probation;
  private final Post post;
  private final Interests interests;
  private final RefusalLedger refusals = new RefusalLedger();
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private final DeskServer server;
  private final Optional<DeskServer> applicants;
  private volatile Optional<DeskParts> parts = Optional.empty();
  private volatile Optional<DeskTrail> trail = Optional.empty();

  /**
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public DeskService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    RootOfTrust root = context.rootOfTrust();
    Role persons = RunnerKey.persons(root, TopicCatalogue.ADMISSIONS);
    this.key = RunnerKey.read(settings, "desk.key", root, TopicCatalogue.ADMISSIONS);
    this.signatures = new ControlSignatures(root, context.crypto().hot());
    this.cards = context.cardLogin();
    Path own = settings.path("desk.folder");
    this.folder = new ApplicationFolder(own.resolve("applications"));
    this.waveBook = new WaveBook(own.resolve("waves.json"));
    this.post = Post.into(settings.path("desk.letters.folder"), context.clock());
    this.interests =
        settings.optional("desk.interests.file").isPresent()
            ? Interests.read(settings.path("desk.interests.file"))
            : Interests.none();
    this.probation = new ProbationBook(own.resolve("probation.json"), context.clock());
    this.server =
        DeskServer.ofTheDesk(
            settings.optional("desk.host").orElse("127.0.0.1"),
            settings.whole("desk.port", 0, 0, 65_535),
            this::parts,
            new DeskOrders(
                new Orders(persons, context.crypto().hot(), context.clock()),
                this::applications,
                this::brakes,
                this::waves),
            line -> trail.ifPresent(present -> present.refusedOrder(line)));
    this.applicants =
        settings
            .optional("desk.applicants.port")
            .map(
                set ->
                    DeskServer.ofApplicants(
                        settings.optional("desk.applicants.host").orElse("127.0.0.1"),
                        settings.whole("desk.applicants.port", 0, 0, 65_535),
                        this::parts));
  }

  @Override
  public void start() {
    loop.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** The port of applicants; empty if they come to the same as all. */
  public OptionalInt applicantsPort() {
    return applicants.map(own -> OptionalInt.of(own.port())).orElse(OptionalInt.empty());
  }

  /** Where pharmacies apply, for who runs it in the same process; call it when it is ready. */
  public ApplicationDesk applications() {
    return parts().applications();
  }

  /** Where brakes are pulled; call it when it is ready. */
  public BrakeDesk brakes() {
    return parts().brakes();
  }

  /** Where a cohort comes back in waves; call it when it is ready. */
  public WaveDesk waves() {
    return parts().waves();
  }

  /** Where persons are enrolled who may confirm requests; call it when it is ready. */
  public ConfirmerDesk confirmers() {
    return parts().confirmers();
  }

  /** Where pharmacies' opening hours and duties are declared; call it when it is ready. */
  public HoursDesk hours() {
    return parts().hours();
  }

  private DeskParts parts() {
    return parts.orElseThrow(() -> new AuthorityStarting("The admission desk"));
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                context.kafka().producer(NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        WaveMeasures measures =
            new WaveMeasures(consumer("-waves"), context.deserializer(AuditEvent.class));
        KafkaConsumer<byte[], byte[]> events = consumer("-probation");
        DeskWatch watch = new DeskWatch(AuthorityLoop.HEARTBEAT)) {
      ControlPublisher publisher =
          new ControlPublisher(
              List.of(TopicCatalogue.ADMISSIONS),
              Map.of(RootOfTrust.roleName(TopicCatalogue.ADMISSIONS), List.of(key)),
              topic -> context.serializer(topic, ControlRecord.class),
              producer,
              context.crypto().hot(),
              context.clock());
      AuthorityTrail audit =
          new AuthorityTrail(
              context.auditWriterWithoutLinks(),
              producer,
              "admission.refused",
              refusals,
              context.clock());
      DeskTrail told = new DeskTrail(audit);
      trail = Optional.of(told);
      DeskParts made = parts(publisher, told, measures);
      parts = Optional.of(made);
      probation.follow(events);
      AvroDeserializer<AuditEvent> deserializer = context.deserializer(AuditEvent.class);
      watch.start(
          List.of(
              made.waves()::look,
              () -> probation.turn(events, deserializer, made.applications().onProbation()),
              probation::write));
      while (loop.goesOn()) {
        publisher.heartbeat();
        audit.refused(RefusalLedger::turn);
        loop.turned(true);
      }
    } finally {
      parts = Optional.empty();
      trail = Optional.empty();
    }
  }

  private DeskParts parts(ControlPublisher publisher, DeskTrail told, WaveMeasures measures) {
    AdmissionBook admissions = new AdmissionBook();
    Map<String, Restriction> brakesBefore = new TreeMap<>();
    Map<String, Confirmer> confirmersBefore = new TreeMap<>();
    recover(publisher, admissions, brakesBefore, confirmersBefore);
    Incidents incidents = new Incidents();
    ApplicationDesk applications =
        new ApplicationDesk(
            new PharmacyFiles(folder, told, context.clock()),
            publisher,
            signatures,
            cards,
            post,
            admissions,
            file -> probation.record(file, incidents.since(file.pharmacyId(), file.since())),
            interests,
            context.crypto().random(),
            context.clock());
    BrakeDesk brakes =
        new BrakeDesk(
            publisher,
            signatures,
            told::taken,
            admissions,
            applications,
            incidents,
            brakesBefore.values(),
            context.clock());
    applications.noteAdmitted();
    WaveDesk waves =
        new WaveDesk(
            waveBook,
            publisher,
            signatures,
            brakes,
            admissions,
            cards,
            measures,
            told,
            interests,
            context.clock());
    ConfirmerDesk confirmers =
        new ConfirmerDesk(
            publisher, signatures, told::taken, admissions, interests, confirmersBefore.values());
    HoursDesk hours =
        new HoursDesk(publisher, signatures, told::taken, admissions, interests, context.clock());
    return new DeskParts(applications, brakes, waves, confirmers, hours);
  }

  private void recover(
      ControlPublisher publisher,
      AdmissionBook admissions,
      Map<String, Restriction> brakes,
      Map<String, Confirmer> confirmers) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("-recovery")) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          signatures,
          (payload, bytes) -> {
            if (payload instanceof ControlPayload.OfAdmission admission) {
              admissions.put(admission.value(), bytes);
            } else if (payload instanceof ControlPayload.OfRestriction brake) {
              brakes.put(Restrictions.id(brake.value()), brake.value());
            } else if (payload instanceof ControlPayload.OfConfirmer confirmer) {
              confirmers.put(payload.header().getId(), confirmer.value());
            }
          });
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String what) {
    return context.kafka().reader(NAME + what);
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
    applicants.ifPresent(DeskServer::close);
    loop.close();
  }
}
