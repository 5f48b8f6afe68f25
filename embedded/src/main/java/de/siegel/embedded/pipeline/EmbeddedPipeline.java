package de.siegel.embedded.pipeline;

import de.siegel.certificate.TrustList;
import de.siegel.client.CertificateCheck;
import de.siegel.client.ClientSettings;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.confirm.Confirmer;
import de.siegel.client.confirm.HbaConfirmer;
import de.siegel.client.confirm.HttpCardStatus;
import de.siegel.client.confirm.SoftProfessionalCard;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.SessionSecrets;
import de.siegel.client.session.SessionSecretsFile;
import de.siegel.desk.DeskService;
import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.broker.BrokerUsers;
import de.siegel.embedded.broker.EmbeddedBroker;
import de.siegel.embedded.desk.TestApplicant;
import de.siegel.embedded.desk.TestBrakes;
import de.siegel.embedded.desk.TestPost;
import de.siegel.embedded.desk.TestWaves;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.embedded.ti.TestCard;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.fraudcheck.FraudCheckService;
import de.siegel.frauddesk.FraudDeskService;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.integrator.IntegratorService;
import de.siegel.revocations.RevocationsService;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicReport;
import de.siegel.sequencer.SequencerService;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.health.ManagementServer;
import de.siegel.servicekit.health.Meters;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.TrustListFile;
import de.siegel.sessionauthority.SessionAuthorityService;
import de.siegel.signer.SignerService;
import de.siegel.validation.ValidationService;
import de.siegel.witness.WitnessServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Broker, registry, test authority and every stage in this process, on loopback, for the quickstart
 * and for tests. Each stage is the same service that runs alone elsewhere.
 */
public final class EmbeddedPipeline implements AutoCloseable {
  /** Among the overrides: somebody has applied and proved a card, and waits for the desk. */
  public static final String GUEST_UNDER_WAY = "embedded.guest-under-way";

  private static final TopicCatalogue TOPICS =
      new TopicCatalogue(PipelineSettings.PARTITIONS, List.of(PipelineSettings.TENANT));
  private static final Set<String> ASKING_THE_DIRECTORY =
      Set.of(DeskService.NAME, SessionAuthorityService.NAME);
  private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

  private final PipelineSettings settings;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final PrometheusMeterRegistry meters = Meters.registry("quickstart");
  private final Optional<BrokerUsers> users;
  private EmbeddedBroker broker;
  private EmbeddedRegistry registry;
  private TestAuthority authority;
  private EpochKeysService epochKeys;
  private RevocationsService revocations;
  private DeskService desk;
  private FraudDeskService fraudDesk;
  private SessionAuthorityService sessions;
  private AuthorityFolder folder;
  private WitnessServer witness;
  private ManagementServer management;

  private EmbeddedPipeline(PipelineSettings settings) {
    this.settings = settings;
    this.users =
        settings.access()
            ? Optional.of(new BrokerUsers(AccessCatalogue.principals(access())))
            : Optional.empty();
  }

  /**
   * Starts everything and returns when every stage decides.
   *
   * @param progress is told what is being started
   * @throws PipelineStartFailure or what its parts throw, naming what to do
   */
  public static EmbeddedPipeline start(PipelineSettings settings, Consumer<String> progress) {
    return start(settings, progress, bootstrapServers -> {});
  }

  /**
   * As {@link #start(PipelineSettings, Consumer)}.
   *
   * @param beforeStages is told the broker's address when all topics are there and no stage runs
   *     yet
   */
  public static EmbeddedPipeline start(
      PipelineSettings settings, Consumer<String> progress, Consumer<String> beforeStages) {
    EmbeddedPipeline pipeline = new EmbeddedPipeline(settings);
    try {
      pipeline.startAll(progress, beforeStages);
      return pipeline;
    } catch (RuntimeException | LinkageError e) {
      // Parts that are asked to wait while this thread is interrupted do not wait.
      boolean interrupted = Thread.interrupted();
      pipeline.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /**
   * Removes a data folder that nothing runs on, and its keys in memory.
   *
   * @throws IOException if something of it cannot be removed
   */
  public static void remove(Path dataFolder) throws IOException {
    try (Stream<Path> files = Files.walk(dataFolder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    MemoryFolder.sweep();
  }

  private void startAll(Consumer<String> progress, Consumer<String> beforeStages) {
    Ports ports = settings.ports();
    progress.accept("broker");
    broker =
        open(
            EmbeddedBroker.start(
                new BrokerSettings(
                    settings.dataFolder().resolve("broker"), ports.broker(), users)));
    progress.accept("schema registry");
    registry =
        open(EmbeddedRegistry.start(settings.dataFolder().resolve("registry"), ports.registry()));
    progress.accept("topics");
    createTopics();
    beforeStages.accept(broker.bootstrapServers());
    progress.accept("test authority");
    folder =
        new AuthorityFolder(
            settings.dataFolder().resolve("authority"), MemoryFolder.of(settings.dataFolder()));
    authority = startAuthority(configurations(""));
    progress.accept("desks, session authority, epoch keys");
    epochKeys =
        authorityService(
            EpochKeysService.NAME,
            configurations(""),
            Map.of("epoch-keys.port", ports.epochs()),
            EpochKeysService::new);
    StageConfiguration configurations = configurations("http://127.0.0.1:" + epochKeys.port());
    desk =
        authorityService(
            DeskService.NAME, configurations, Map.of("desk.port", ports.desk()), DeskService::new);
    fraudDesk =
        authorityService(
            FraudDeskService.NAME,
            configurations,
            Map.of("fraud-desk.port", ports.fraudDesk()),
            FraudDeskService::new);
    sessions =
        authorityService(
            SessionAuthorityService.NAME,
            configurations,
            Map.of("session-authority.port", ports.sessions()),
            SessionAuthorityService::new);
    progress.accept("stages");
    stage(TopicCatalogue.VALIDATION, configurations, ValidationService::of);
    stage(TopicCatalogue.FRAUD_CHECK, configurations, FraudCheckService::of);
    stage(TopicCatalogue.SIGNER, configurations, SignerService::new);
    stage(TopicCatalogue.SEQUENCER, configurations, SequencerService::new);
    witness =
        open(
            EmbeddedWitness.start(
                folder, settings.dataFolder().resolve("witness"), configurations.witnesses()));
    stage(IntegratorService.NAME, configurations, IntegratorService::new);
    revocations =
        authorityService(
            RevocationsService.NAME,
            configurations,
            Map.of("revocations.port", ports.revocations()),
            RevocationsService::new);
    // What it publishes on their topics has to be there before the desks write.
    authority.start();
    awaitReady(List.of(authority));
    services.values().stream().filter(part -> part != authority).forEach(Service::start);
    management = open(new ManagementServer("127.0.0.1", ports.management(), services, meters));
    awaitReady(services.values());
    if (settings.overrides().containsKey(GUEST_UNDER_WAY)) {
      guestUnderWay();
    }
  }

  private void guestUnderWay() {
    if (!desk.applications().files().isEmpty()) {
      return;
    }
    TestCard card = authority.ti().card("3-TEST.90001", "Apotheke unterwegs");
    new TestApplicant(desk.applications(), card).apply();
  }

  private StageConfiguration configurations(String epochKeyHolders) {
    return new StageConfiguration(
        broker.bootstrapServers(),
        registry.baseUrl(),
        folder,
        settings.dataFolder(),
        epochKeyHolders);
  }

  private void createTopics() {
    try (Admin admin = Admin.create(clientSettings(BrokerUsers.ADMINISTRATOR))) {
      TopicReport report =
          new TopicAdministration(admin, schemaRegistry(), Replication.SINGLE, TOPICS_TIMEOUT)
              .apply(TOPICS);
      if (!report.deviations().isEmpty()) {
        throw new PipelineStartFailure(
            "The topics in this data folder are not as they should be: " + report.deviations());
      }
      if (users.isPresent()) {
        admin.createAcls(access()).all().get(TOPICS_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineStartFailure("Stopped while starting");
    } catch (ExecutionException | TimeoutException e) {
      throw new PipelineStartFailure("The permissions cannot be made: " + e.getMessage());
    }
  }

  /** What each principal may do. */
  static Set<AclBinding> access() {
    return AccessCatalogue.of(TOPICS, true);
  }

  /** How a principal connects to the broker; without access control all are the same. */
  public Map<String, Object> clientSettings(String principal) {
    Map<String, Object> client = new HashMap<>();
    users.ifPresent(known -> client.putAll(known.client(principal)));
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    return client;
  }

  private TestAuthority startAuthority(StageConfiguration configurations) {
    Map<String, String> overrides = overrides(TestAuthority.NAME);
    overrides.put("test-authority.pharmacies", Integer.toString(settings.pharmacies()));
    overrides.put("test-authority.ti.port", Integer.toString(settings.ports().ti()));
    // The pin exists only after the authority has prepared its folder for the first time.
    TestAuthority.prepare(folder, CryptoProviders.choose(), Clock.systemUTC());
    Configuration configuration = configurations.configuration(TestAuthority.NAME, overrides);
    TestAuthority made =
        new TestAuthority(ServiceContext.of(TestAuthority.NAME, configuration, meters), folder);
    services.put(TestAuthority.NAME, open(made));
    return made;
  }

  private <T extends Service> T authorityService(
      String name,
      StageConfiguration configurations,
      Map<String, Integer> ports,
      Function<ServiceContext, T> factory) {
    Map<String, String> overrides = overrides(name);
    ports.forEach((key, port) -> overrides.put(key, Integer.toString(port)));
    if (ASKING_THE_DIRECTORY.contains(name)) {
      overrides.put("identity.directory.url", TiServer.directory(authority.tiServer().address()));
    }
    T made =
        factory.apply(
            ServiceContext.of(name, configurations.configuration(name, overrides), meters));
    services.put(name, open(made));
    return made;
  }

  private void stage(
      String name,
      StageConfiguration configurations,
      Function<ServiceContext, ? extends Service> factory) {
    Configuration configuration = configurations.configuration(name, overrides(name));
    ServiceContext context = ServiceContext.of(name, configuration, meters);
    services.put(name, open(factory.apply(context)));
  }

  private Map<String, String> overrides(String stage) {
    Map<String, String> own = new LinkedHashMap<>();
    users.ifPresent(
        known ->
            known.client(stage).forEach((key, value) -> own.put("kafka.properties." + key, value)));
    if (stage.equals(TopicCatalogue.SEQUENCER)) {
      own.put("sequencer.guard-access", Boolean.toString(users.isPresent()));
    }
    settings
        .overrides()
        .forEach(
            (key, value) -> {
              if (key.startsWith(stage + ".")) {
                own.put(key, value);
              }
            });
    return own;
  }

  private void awaitReady(Collection<? extends Service> parts) {
    long end = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (!parts.stream().allMatch(Service::ready)) {
      String failed = failed();
      if (!failed.isEmpty()) {
        throw new PipelineStartFailure("Could not start: " + failed + "; the log says why");
      }
      if (System.nanoTime() > end) {
        throw new PipelineStartFailure(
            "Not ready after "
                + READY_TIMEOUT.toSeconds()
                + " s: "
                + services.entrySet().stream()
                    .filter(entry -> !entry.getValue().ready())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", ")));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PipelineStartFailure("Stopped while starting");
      }
    }
  }

  /** Whether a service says that it is ready. */
  public boolean ready(String name) {
    return services.get(name).ready();
  }

  /** Names of the services that have failed, or nothing. */
  public String failed() {
    return String.join(
        ", ",
        services.entrySet().stream()
            .filter(entry -> entry.getValue().failed())
            .map(Map.Entry::getKey)
            .toList());
  }

  /** What runs where, for people. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("Kafka broker", broker.bootstrapServers());
    addresses.put("schema registry", registry.baseUrl().toString());
    addresses.put("session authority", "http://127.0.0.1:" + sessions.port());
    addresses.put("admission desk", "http://127.0.0.1:" + desk.port());
    addresses.put("fraud desk", "http://127.0.0.1:" + fraudDesk.port());
    addresses.put("epoch keys", "http://127.0.0.1:" + epochKeys.port());
    addresses.put("revocations", "http://127.0.0.1:" + revocations.port());
    addresses.put("witness", "http://127.0.0.1:" + witness.port());
    addresses.put("simulated TI", authority.tiServer().address().toString());
    addresses.put("health and metrics", "http://127.0.0.1:" + management.port() + "/metrics");
    return addresses;
  }

  /** Opens a client of the one tenant, with the least delay. */
  public PharmacyClient client() {
    return client(Duration.ofMillis(2));
  }

  /**
   * As {@link #client()}, with session secrets that outlive the process, beside the epoch keys: it
   * can read certificates again that were issued before a crash.
   */
  public PharmacyClient lastingClient() {
    Path secrets = MemoryFolder.of(settings.dataFolder()).resolve("client-sessions");
    return client(
        Duration.ofMillis(2),
        certificates(),
        SessionSecretsFile.open(secrets, Clock.systemUTC().instant()));
  }

  /**
   * Opens a client of the one tenant.
   *
   * @param linger how long a request may wait for others to travel with
   */
  public PharmacyClient client(Duration linger) {
    return client(linger, certificates(), SessionSecrets.NONE);
  }

  /**
   * Opens a client that takes certificates unchecked, for who measures the pipeline and not its
   * client.
   */
  public PharmacyClient unchecked(Duration linger) {
    return client(linger, CertificateCheck.UNCHECKED, SessionSecrets.NONE);
  }

  private CertificateCheck certificates() {
    return CertificateCheck.against(() -> TrustList.of(List.of(authority.signingCertificate())));
  }

  private PharmacyClient client(
      Duration linger, CertificateCheck certificates, SessionSecrets secrets) {
    return new PharmacyClient(
        new ClientSettings(
            clientSettings(AccessCatalogue.ofTenant(PipelineSettings.TENANT)),
            schemaRegistry(),
            sessions.sessions(),
            PipelineSettings.TENANT,
            CryptoProviders.choose().hot(),
            linger,
            certificates,
            secrets),
        Clock.systemUTC());
  }

  /**
   * Opens a session with the test pharmacy's card; for whom there is no card, without, to be told
   * why not.
   */
  public PharmacySession open(
      PharmacyClient client, String pharmacyId, String terminal, String operator) {
    return card(pharmacyId)
        .map(card -> client.open(card, pharmacyId, terminal, operator))
        .orElseGet(() -> client.open(pharmacyId, terminal, operator));
  }

  /** The card of a test pharmacy; empty if there is no such pharmacy. */
  public Optional<CardTerminal> card(String pharmacyId) {
    return authority.card(pharmacyId);
  }

  /**
   * The pharmacist who confirms for a test pharmacy, with a simulated card; empty if none is
   * enrolled for it.
   *
   * @param person whether she signs; asked for each confirmation
   */
  public Optional<Confirmer> pharmacist(String pharmacyId, BooleanSupplier person) {
    return authority
        .pharmacist(pharmacyId)
        .map(
            card ->
                new HbaConfirmer(
                    new SoftProfessionalCard(card, person),
                    TrustListFile.of(
                        TiSimulator.trustList(folder.ti()),
                        TiSimulator.trustListSigner(folder.ti()),
                        Clock.systemUTC()),
                    new HttpCardStatus(),
                    asked -> {},
                    ForkJoinPool.commonPool(),
                    Clock.systemUTC()));
  }

  /** The holder of epoch keys. */
  public EpochKeysService epochKeys() {
    return epochKeys;
  }

  /** Where the test authority keeps what it made. */
  public AuthorityFolder authorityFolder() {
    return folder;
  }

  /** All authorities of this environment. */
  public TestAuthority authority() {
    return authority;
  }

  /** The admission desk. */
  public DeskService desk() {
    return desk;
  }

  /** The fraud desk. */
  public FraudDeskService fraudDesk() {
    return fraudDesk;
  }

  /** Two persons who pull brakes and lift them. */
  public TestBrakes brakes() {
    return new TestBrakes(
        desk, authority.approvers(), CryptoProviders.choose().hot(), Clock.systemUTC());
  }

  /** Two persons who bring a suspended cohort back in waves. */
  public TestWaves waves() {
    return new TestWaves(
        desk, authority.approvers(), authority::card, CryptoProviders.choose().hot());
  }

  /** The code of the last letter that went to an address. */
  public Optional<String> letter(String address) {
    return TestPost.at(configurations("").letters(), address);
  }

  /** Who opens sessions here. */
  public SessionAuthority sessionAuthority() {
    return sessions.sessions();
  }

  /** The certificates that verifiers need. */
  public TrustList trustList() {
    return TrustList.of(List.of(authority.signingCertificate()));
  }

  /** Where the broker listens. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What its services count. */
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  /** The registry of its schemas. */
  public SchemaRegistry schemaRegistry() {
    return new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl()));
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  /** Stops everything, the last started first; what was begun is finished. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new PipelineStartFailure("Stopping failed: " + e.getMessage());
      }
    }
  }
}
