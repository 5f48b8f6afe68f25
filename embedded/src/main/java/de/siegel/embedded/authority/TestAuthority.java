package de.siegel.embedded.authority;

import de.siegel.certificate.KeyId;
import de.siegel.client.session.CardTerminal;
import de.siegel.desk.domain.DeskCode;
import de.siegel.desk.domain.DeskStep;
import de.siegel.embedded.ti.TestCard;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.replay.trail.LinkOpener;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.CryptographicFailure;
import de.siegel.sealing.LinkSeal;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.card.HttpTelematik;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.TrustListFile;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All authorities but those of sessions and epoch keys in one, for tests only: root of trust,
 * admissions, stage keys, fraud configuration, with a heartbeat every 500 ms; and the simulated TI.
 */
public final class TestAuthority implements Service {
  /** Name of this service. */
  public static final String NAME = "test-authority";

  private static final Logger LOG = LoggerFactory.getLogger(TestAuthority.class);
  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private static final int BINDING_BYTES = 32;

  private static final List<String> TOPICS =
      List.of(
          TopicCatalogue.ADMISSIONS, TopicCatalogue.STAGE_KEYS, TopicCatalogue.FRAUD_CONFIGURATION);

  private static final Map<String, Double> FRAUD_PARAMETERS =
      Map.of("velocity.limit", 20_000.0, "velocity.window-seconds", 3_600.0);

  private final ServiceContext context;
  private final AuthorityFolder folder;
  private final TestTrust trust;
  private final TiSimulator ti;
  private final TiServer tiServer;
  private final CardLogin cards;
  private final PeriodicSecrets secrets;
  private final int pharmacyCount;
  private final int closedAtNight;
  private final Thread thread;
  private volatile BrakeDesk brakes;
  private volatile WaveDesk waves;
  private final WaveBook waveBook = new WaveBook();
  private final RefusalLedger deskRefusals = new RefusalLedger();
  private final TestPost post = new TestPost();
  private volatile ApplicationDesk applications;
  private final Map<String, Admission> admissions = new ConcurrentHashMap<>();
  private volatile DeskServer server;
  private volatile boolean ready;
  private volatile boolean failed;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Makes what is missing in its folder; the stages may read it when this returns.
   *
   * @throws ConfigurationError outside a test environment
   */
  public TestAuthority(ServiceContext context, AuthorityFolder folder) {
    if (context.environment() != Environment.TEST) {
      throw new ConfigurationError("The test authority runs in a test environment only");
    }
    this.context = context;
    this.folder = folder;
    this.pharmacyCount = context.configuration().whole("test-authority.pharmacies", 5, 1, 99_999);
    this.closedAtNight =
        context.configuration().whole("test-authority.closed-at-night", 0, 0, 99_999);
    this.trust = new TestTrust(folder, context.crypto().hot());
    trust.prepare(context.clock().instant());
    requireUsableFiles();
    this.ti = TiSimulator.open(folder.ti(), context.clock().instant());
    String host = context.configuration().optional("test-authority.host").orElse("127.0.0.1");
    this.tiServer =
        TiServer.start(
            ti,
            host,
            context.configuration().whole("test-authority.ti.port", 0, 0, 65_535),
            context.clock());
    URI address =
        context
            .configuration()
            .optional("test-authority.ti.url")
            .map(URI::create)
            .orElse(tiServer.address());
    ti.issueTrustList(TiServer.ocsp(address));
    HttpTelematik telematik = new HttpTelematik(URI.create(TiServer.directory(tiServer.address())));
    this.cards =
        new CardLogin(
            telematik,
            telematik,
            TrustListFile.of(
                TiSimulator.trustList(folder.ti()),
                TiSimulator.trustListSigner(folder.ti()),
                context.clock()),
            context.crypto().random(),
            context.clock());
    this.secrets = new PeriodicSecrets(folder);
    secrets.turn(context.clock().instant());
    refuseForeignRoot();
    context.configuration().whole("test-authority.port", 0, 0, 65_535);
    this.thread = new Thread(this::runUntilStopped, NAME);
  }

  /** At the start, where a person looks, not later in the log. */
  private void requireUsableFiles() {
    try {
      trust.authorities();
      signingCertificate();
    } catch (CryptographicFailure | IllegalStateException | UncheckedIOException e) {
      throw new ConfigurationError(
          "A file of the test authority is damaged or missing ("
              + e.getMessage()
              + "): restore it from a backup, or choose an empty folder");
    }
  }

  /** It makes the root and so knows the pin; a setting can only be the same or a mistake. */
  private void refuseForeignRoot() {
    context
        .configuration()
        .optional("trust.root-pin")
        .filter(pin -> !pin.equals(ownPin()))
        .ifPresent(
            pin -> {
              throw new ConfigurationError(
                  "The setting trust.root-pin is not the pin in "
                      + folder.pin()
                      + ", which this authority made: leave it out, or name the folder that"
                      + " belongs to it");
            });
    context.configuration().optional("trust.root.file");
    ownRoot();
  }

  private RootOfTrust ownRoot() {
    return context.rootOfTrust(folder.root(), ownPin());
  }

  private String ownPin() {
    return new String(PrivateFiles.read(folder.pin()), StandardCharsets.US_ASCII).strip();
  }

  /** Makes what stages need before the authority itself can start. */
  public static void prepare(AuthorityFolder folder, CryptoProviders crypto, InstantSource clock) {
    new TestTrust(folder, crypto.hot()).prepare(clock.instant());
  }

  /** Makes it from a configuration file. */
  public static TestAuthority of(ServiceContext context) {
    return new TestAuthority(
        context,
        new AuthorityFolder(
            context.configuration().path("test-authority.folder"),
            context.configuration().path("test-authority.memory.folder")));
  }

  @Override
  public void start() {
    thread.start();
  }

  /** The port of its admission desk; call it when it is ready. */
  public int port() {
    return server.port();
  }

  /** Where brakes are pulled; call it when it is ready. */
  public BrakeDesk brakes() {
    return brakes;
  }

  /** Where a cohort comes back in waves; call it when it is ready. */
  public WaveDesk waves() {
    return waves;
  }

  /** Where pharmacies apply; call it when it is ready. */
  public ApplicationDesk applications() {
    return applications;
  }

  /** The letters that the desk sent. */
  public TestPost post() {
    return post;
  }

  /** The simulated TI over HTTP, with its switches. */
  public TiServer tiServer() {
    return tiServer;
  }

  /** The simulated TI. */
  public TiSimulator ti() {
    return ti;
  }

  /** The keys of the persons who approve admissions, which only a test environment has. */
  public List<AuthorityKey> approvers() {
    return trust.authorities().get(RootOfTrust.roleName(TopicCatalogue.ADMISSIONS));
  }

  /** The admission of a pharmacy that may issue, or might; empty if there is none. */
  public Optional<Admission> admission(String pharmacyId) {
    return Optional.ofNullable(admissions.get(pharmacyId));
  }

  /** The card of a test pharmacy; empty if there is no such pharmacy. */
  public Optional<CardTerminal> card(String pharmacyId) {
    return TestPharmacies.number(pharmacyId)
        .filter(number -> number <= pharmacyCount)
        .map(number -> ti.card(TestPharmacies.telematikId(number), pharmacyId));
  }

  private void runUntilStopped() {
    while (stopped.getCount() > 0) {
      try {
        run();
      } catch (KafkaException | RegistryException e) {
        LOG.atWarn().addKeyValue("reason", e.toString()).log("Test authority tries again");
        pause(Duration.ofSeconds(1));
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("Test authority failed");
        failed = true;
        return;
      } finally {
        ready = false;
      }
    }
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                context.kafka().producer(NAME),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        WaveMeasures measures = measures();
        WaveWatch watch = new WaveWatch(HEARTBEAT)) {
      ControlPublisher publisher =
          new ControlPublisher(
              TOPICS,
              trust.authorities(),
              topic -> context.serializer(topic, ControlRecord.class),
              producer,
              context.crypto().hot(),
              context.clock());
      AuditWriter auditWriter = auditWriter();
      Set<String> pharmacies = recover(publisher);
      publishSigningKey(publisher);
      publishFraudConfiguration(publisher);
      TestPharmacies.admit(
          pharmacyCount,
          context.configuration().whole("test-authority.guests", 2, 0, 99_999),
          closedAtNight,
          pharmacies,
          publisher,
          context.crypto().random(),
          admission -> admissions.put(admission.getPharmacyId(), admission));
      for (int number = 1; number <= pharmacyCount; number++) {
        pharmacies.add(TestPharmacies.id(number));
      }
      producer.flush();
      brakes =
          new BrakeDesk(
              publisher,
              command -> audit(command, auditWriter, producer),
              pharmacies,
              knownBrakes.values(),
              context.clock());
      applications =
          new ApplicationDesk(
              publisher,
              new ControlSignatures(ownRoot(), context.crypto().hot()),
              cards,
              deskTrail(auditWriter, producer),
              post::send,
              admission -> {
                admissions.put(admission.getPharmacyId(), admission);
                pharmacies.add(admission.getPharmacyId());
              },
              context.crypto().random(),
              context.clock());
      waves =
          new WaveDesk(
              waveBook,
              publisher,
              brakes,
              admissions,
              this::verifyAgain,
              measures,
              command -> audit(command, auditWriter, producer),
              context.clock());
      watch.start(waves);
      if (context.configuration().whole("test-authority.applications", 0, 0, 1) > 0
          && applications.files().isEmpty()) {
        guestUnderWay();
      }
      if (server == null) {
        server =
            new DeskServer(
                context.configuration().optional("test-authority.host").orElse("127.0.0.1"),
                context.configuration().whole("test-authority.port", 0, 0, 65_535),
                () -> brakes,
                () -> waves,
                () -> applications,
                post);
      }
      while (stopped.getCount() > 0) {
        publisher.heartbeat();
        ready = true;
        secrets.turn(context.clock().instant());
        tell("admission.refused", deskRefusals, RefusalLedger::turn, auditWriter, producer);
        pause(HEARTBEAT);
      }
    }
  }

  /** Somebody who has applied and proved a card, and waits for the desk. */
  private void guestUnderWay() {
    TestCard card = ti.card("3-TEST.90001", "Apotheke unterwegs");
    if (applications.apply(OnboardingClass.GUEST, "guest-under-way")
        instanceof ApplicationDesk.Answer.Taken applied) {
      String id = applied.file().pharmacyId();
      byte[] challenge = applications.challenge(id);
      applications.proveCard(
          id,
          new CardProof(card.certificate(), challenge, card.sign(challenge)),
          "guest-under-way");
    }
  }

  private WaveMeasures measures() {
    return new WaveMeasures(
        new KafkaConsumer<>(
            context.kafka().consumer(NAME + "-waves"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        context.deserializer(AuditEvent.class),
        LinkOpener.of(new LinkSeal(context.seal()), new SecretFolder(folder.auditLinkKeys())));
  }

  /** V1 to V10 again, with the pharmacy's own card; says why not. */
  private Optional<String> verifyAgain(String pharmacyId) {
    Optional<CardTerminal> card = card(pharmacyId);
    if (card.isEmpty()) {
      return Optional.of("there is no card of it");
    }
    byte[] binding = new byte[BINDING_BYTES];
    context.crypto().random().nextBytes(binding);
    byte[] challenge = cards.challenge(ApplicationDesk.AUDIENCE, binding);
    CardProof proof =
        new CardProof(card.get().certificate(), challenge, card.get().sign(challenge));
    return cards
        .let(proof, binding, () -> admissions.get(pharmacyId).getTelematikIds())
        .join()
        .refusal()
        .map(CardRefusal::text);
  }

  private AuditWriter auditWriter() {
    return new AuditWriter(
        NAME,
        context.instance(),
        context.serializer(TopicCatalogue.AUDIT_EVENTS, AuditEvent.class),
        new LinkSeal(context.seal()),
        new SecretFolder(folder.auditLinkKeys()),
        context.crypto().random());
  }

  private void audit(
      Command command, AuditWriter auditWriter, KafkaProducer<byte[], byte[]> producer) {
    synchronized (auditWriter) {
      byte[] event = auditWriter.command(AuditKind.CONTROL, context.clock().instant(), command);
      producer.send(new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, event));
    }
    producer.flush();
  }

  /** Writes what a ledger wants to be told. */
  private void tell(
      String name,
      RefusalLedger ledger,
      BiFunction<RefusalLedger, Instant, List<String>> act,
      AuditWriter auditWriter,
      KafkaProducer<byte[], byte[]> producer) {
    List<String> lines;
    synchronized (ledger) {
      lines = act.apply(ledger, context.clock().instant());
    }
    lines.forEach(line -> audit(new Command(name, List.of(), line, 0L), auditWriter, producer));
  }

  private ApplicationDesk.DeskTrail deskTrail(
      AuditWriter auditWriter, KafkaProducer<byte[], byte[]> producer) {
    return new ApplicationDesk.DeskTrail() {
      @Override
      public void taken(Command command) {
        audit(command, auditWriter, producer);
      }

      @Override
      public void refused(String pharmacyId, DeskStep step, DeskCode code) {
        String line = step.getClass().getSimpleName() + " " + code;
        switch (code) {
          // Whoever finds the desk can do these as often as they like.
          case UNKNOWN_PHARMACY, ALREADY_APPLIED, CLASS_UNKNOWN, CODE_OVER, STATE ->
              note((ledger, now) -> ledger.refused(line, false, now));
          default -> note((ledger, now) -> ledger.refused(pharmacyId + " " + line, true, now));
        }
      }

      @Override
      public void refused(CardRefusal refusal) {
        note((ledger, now) -> ledger.refused(refusal, now));
      }

      private void note(BiFunction<RefusalLedger, Instant, List<String>> act) {
        tell("admission.refused", deskRefusals, act, auditWriter, producer);
      }
    };
  }

  private final Map<String, Restriction> knownBrakes = new TreeMap<>();
  private boolean knownSigningKey;
  private boolean knownFraudConfiguration;

  private Set<String> recover(ControlPublisher publisher) {
    Set<String> pharmacies = ConcurrentHashMap.newKeySet();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            context.kafka().consumer(NAME + "-recovery"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          new ControlSignatures(ownRoot(), context.crypto().hot()),
          payload -> {
            if (payload instanceof ControlPayload.OfAdmission admission
                && TestPharmacies.isComplete(admission.value())) {
              pharmacies.add(admission.value().getPharmacyId());
              admissions.put(admission.value().getPharmacyId(), admission.value());
            } else if (payload instanceof ControlPayload.OfRestriction brake) {
              knownBrakes.put(Restrictions.id(brake.value()), brake.value());
            } else if (payload instanceof ControlPayload.OfStageKey) {
              knownSigningKey = true;
            } else if (payload instanceof ControlPayload.OfFraudConfiguration) {
              knownFraudConfiguration = true;
            }
          });
    }
    return pharmacies;
  }

  private void publishSigningKey(ControlPublisher publisher) {
    if (knownSigningKey) {
      return;
    }
    X509Certificate certificate = signingCertificate();
    String keyId = KeyId.ofCertificate(certificate).hex();
    Instant from = certificate.getNotBefore().toInstant();
    publisher.publish(
        TopicCatalogue.STAGE_KEYS,
        TopicCatalogue.SIGNER + "/" + keyId,
        header ->
            new ControlPayload.OfStageKey(
                new StageKey(
                    header,
                    TopicCatalogue.SIGNER,
                    keyId,
                    StageKeyPurpose.CERTIFICATE_SIGNING,
                    ByteBuffer.wrap(certificate.getPublicKey().getEncoded()),
                    ByteBuffer.wrap(PrivateFiles.read(folder.signingCertificate())),
                    KeyState.ACTIVE,
                    from,
                    from.plus(183, ChronoUnit.DAYS))));
    knownSigningKey = true;
  }

  /** The document signing certificate that verifiers need. */
  public X509Certificate signingCertificate() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(PrivateFiles.read(folder.signingCertificate())));
    } catch (CertificateException e) {
      throw new IllegalStateException(
          folder.signingCertificate() + " is no document signing certificate", e);
    }
  }

  private void publishFraudConfiguration(ControlPublisher publisher) {
    if (knownFraudConfiguration) {
      return;
    }
    publisher.publish(
        TopicCatalogue.FRAUD_CONFIGURATION,
        "fraud-configuration",
        header ->
            new ControlPayload.OfFraudConfiguration(
                new FraudConfiguration(header, FRAUD_PARAMETERS)));
    knownFraudConfiguration = true;
  }

  private void pause(Duration time) {
    try {
      stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public boolean failed() {
    return failed;
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (server != null) {
      server.close();
    }
    tiServer.close();
  }
}
