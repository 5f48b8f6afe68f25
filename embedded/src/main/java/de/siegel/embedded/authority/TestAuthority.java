package de.siegel.embedded.authority;

import de.siegel.certificate.KeyId;
import de.siegel.client.session.CardTerminal;
import de.siegel.embedded.ti.TestCard;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.CryptographicFailure;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a test environment needs of authorities beside those that are services: root of trust and
 * everybody's keys, stage keys, a first fraud configuration, test pharmacies; and the simulated TI.
 */
public final class TestAuthority implements Service {
  /** Name of this service. */
  public static final String NAME = "test-authority";

  /** Of so many test pharmacies the cards are made at once, and a pharmacist is enrolled. */
  private static final int CARDS_AT_HAND = 10;

  private static final List<String> TOPICS = List.of(TopicCatalogue.STAGE_KEYS);

  /** The Telematik-ID of a pharmacy that the first approver declared to be his or her own. */
  public static final String OWN_OF_FIRST_APPROVER = "3-DEMO.00002";

  private static final Map<String, Double> FRAUD_PARAMETERS =
      Map.of("velocity.limit", 20_000.0, "velocity.window-seconds", 3_600.0);

  private final ServiceContext context;
  private final AuthorityFolder folder;
  private final TestTrust trust;
  private final TiSimulator ti;
  private final TiServer tiServer;
  private final PeriodicSecrets secrets;
  private final int pharmacyCount;
  private final int guests;
  private final int closedAtNight;
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private boolean knownSigningKey;

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
    this.guests = context.configuration().whole("test-authority.guests", 2, 0, 99_999);
    this.closedAtNight =
        context.configuration().whole("test-authority.closed-at-night", 0, 0, 99_999);
    this.trust = new TestTrust(folder, context.crypto().hot());
    trust.prepare(context.clock().instant());
    requireUsableFiles();
    declareInterests();
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
    // For people who try things by hand; where there are many pharmacies, each when it is asked
    // for.
    for (int number = 1; number <= atHand(); number++) {
      card(TestPharmacies.id(number));
      pharmacist(TestPharmacies.id(number));
    }
    this.secrets = new PeriodicSecrets(folder);
    secrets.turn(context.clock().instant());
    refuseForeignRoot();
  }

  private void declareInterests() {
    PrivateFiles.write(
        folder.interests(),
        ("{\"" + approvers().get(0).id() + "\":[\"" + OWN_OF_FIRST_APPROVER + "\"]}\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** At the start, where a person looks, not later in the log. */
  private void requireUsableFiles() {
    try {
      trust.authorities();
      signingCertificate();
    } catch (ConfigurationError
        | CryptographicFailure
        | IllegalStateException
        | UncheckedIOException e) {
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
    loop.start();
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

  /** The keys of the persons who sign fraud configurations, which only a test environment has. */
  public List<AuthorityKey> analysts() {
    return trust.authorities().get(RootOfTrust.roleName(TopicCatalogue.FRAUD_CONFIGURATION));
  }

  /** The card of a test pharmacy; empty if there is no such pharmacy. */
  public Optional<CardTerminal> card(String pharmacyId) {
    return TestPharmacies.number(pharmacyId)
        .filter(number -> number <= pharmacyCount)
        .map(number -> ti.card(TestPharmacies.telematikId(number), pharmacyId));
  }

  private int atHand() {
    return Math.min(pharmacyCount, CARDS_AT_HAND);
  }

  /**
   * The card of the pharmacist who confirms for a test pharmacy; empty if none is enrolled for it.
   */
  public Optional<TestCard> pharmacist(String pharmacyId) {
    return TestPharmacies.number(pharmacyId)
        .filter(number -> number <= atHand())
        .map(
            number ->
                ti.pharmacist(TestPharmacies.pharmacist(number), "Apothekerin von " + pharmacyId));
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka().producer(NAME), new ByteArraySerializer(), new ByteArraySerializer())) {
      ControlPublisher publisher = publisher(TOPICS, producer);
      recover(
          publisher, payload -> knownSigningKey |= payload instanceof ControlPayload.OfStageKey);
      publishSigningKey(publisher);
      publishFraudConfiguration(producer);
      admitPharmacies(producer);
      producer.flush();
      while (loop.goesOn()) {
        publisher.heartbeat();
        secrets.turn(context.clock().instant());
        loop.turned(true);
      }
    }
  }

  private ControlPublisher publisher(List<String> topics, KafkaProducer<byte[], byte[]> producer) {
    return new ControlPublisher(
        topics,
        trust.authorities(),
        topic -> context.serializer(topic, ControlRecord.class),
        producer,
        context.crypto().hot(),
        context.clock());
  }

  private void recover(ControlPublisher publisher, Consumer<ControlPayload> seen) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          new ControlSignatures(ownRoot(), context.crypto().hot()),
          (payload, bytes) -> seen.accept(payload));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return context.kafka().reader(NAME + "-recovery");
  }

  /** With the keys of the persons of the desk, and before the desk: nobody else may write then. */
  private void admitPharmacies(KafkaProducer<byte[], byte[]> producer) {
    ControlPublisher publisher = publisher(List.of(TopicCatalogue.ADMISSIONS), producer);
    Set<String> known = new HashSet<>();
    recover(
        publisher,
        payload -> {
          if (payload instanceof ControlPayload.OfAdmission admission
              && TestPharmacies.isComplete(admission.value())) {
            known.add(admission.value().getPharmacyId());
          } else if (payload instanceof ControlPayload.OfConfirmer confirmer) {
            known.add(confirmer.header().getId());
          }
        });
    if (TestPharmacies.areKnown(pharmacyCount, known)
        && TestPharmacies.areEnrolled(atHand(), known)) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      DeskWatch.requireSilent(
          consumer,
          TopicCatalogue.ADMISSIONS,
          "test-authority.pharmacies: more can be admitted only while the desk is stopped: stop the"
              + " desk, start this, then start the desk",
          context.clock());
    }
    TestPharmacies.admit(
        pharmacyCount, guests, closedAtNight, known, publisher, context.crypto().random());
    TestPharmacies.enrol(atHand(), known, publisher);
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

  /** With persons' keys, and before the fraud desk: nobody else may write then. */
  private void publishFraudConfiguration(KafkaProducer<byte[], byte[]> producer) {
    ControlPublisher publisher = publisher(List.of(TopicCatalogue.FRAUD_CONFIGURATION), producer);
    AtomicBoolean known = new AtomicBoolean();
    recover(
        publisher,
        payload -> {
          if (payload instanceof ControlPayload.OfFraudConfiguration) {
            known.set(true);
          }
        });
    if (known.get()) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      DeskWatch.requireSilent(
          consumer,
          TopicCatalogue.FRAUD_CONFIGURATION,
          "A first fraud configuration can be published only while the fraud desk is stopped: stop"
              + " it, start this, then start the fraud desk",
          context.clock());
    }
    publisher.publish(
        TopicCatalogue.FRAUD_CONFIGURATION,
        "fraud-configuration",
        header ->
            new ControlPayload.OfFraudConfiguration(
                new FraudConfiguration(header, FRAUD_PARAMETERS)));
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
    tiServer.close();
  }
}
