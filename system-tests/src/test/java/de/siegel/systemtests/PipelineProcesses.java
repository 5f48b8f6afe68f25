package de.siegel.systemtests;

import de.siegel.certificate.TrustList;
import de.siegel.client.CertificateCheck;
import de.siegel.client.ClientSettings;
import de.siegel.client.PharmacyClient;
import de.siegel.client.session.HttpSessionAuthority;
import de.siegel.client.session.SessionSecrets;
import de.siegel.desk.DeskMain;
import de.siegel.desk.DeskService;
import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.embedded.authority.TestAuthorityMain;
import de.siegel.embedded.broker.BrokerProcess;
import de.siegel.embedded.broker.BrokerSettings;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.StageConfiguration;
import de.siegel.embedded.registry.EmbeddedRegistry;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.epochkeys.EpochKeysMain;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.fraudcheck.FraudCheckMain;
import de.siegel.frauddesk.FraudDeskMain;
import de.siegel.frauddesk.FraudDeskService;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.integrator.IntegratorMain;
import de.siegel.integrator.IntegratorService;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.topic.Replication;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sequencer.SequencerMain;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.sessionauthority.SessionAuthorityMain;
import de.siegel.sessionauthority.SessionAuthorityService;
import de.siegel.signer.SignerMain;
import de.siegel.validation.ValidationMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/**
 * The whole pipeline as it runs in production, each part a process of its own, on loopback: broker,
 * test authority, validation, fraud-check, two signers, sequencer. Only the schema registry lives
 * with the tests.
 */
final class PipelineProcesses implements AutoCloseable {
  /** Test pharmacies that are admitted. */
  static final int PHARMACIES = 12;

  static final String FIRST_SIGNER = "signer-1";
  static final String SECOND_SIGNER = "signer-2";
  static final String SECOND_FRAUD_CHECK = "fraud-check-2";
  static final String KEEPER = "epoch-keys-keeper";

  /** Twelve JVMs start at once, beside other modules' tests: patience, not a measure. */
  private static final Duration READY = Duration.ofMinutes(4);

  private static final Duration TOPICS = Duration.ofSeconds(30);

  private final EmbeddedRegistry registry;

  /** One for all tests: each has a client of its own, with its threads and files. */
  private final SchemaRegistry schemas;

  private final BrokerProcess broker;
  private final AuthorityFolder authority;
  private final Path data;
  private final int sessionsPort = ChildProcess.freePort();
  private final int tiPort = ChildProcess.freePort();
  private final int deskPort = ChildProcess.freePort();
  private final int fraudDeskPort = ChildProcess.freePort();
  private final int epochsPort = ChildProcess.freePort();
  private final int keeperPort = ChildProcess.freePort();
  private final boolean keysInMemory;
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();

  private PipelineProcesses(Path folder, boolean keysInMemory) {
    this.keysInMemory = keysInMemory;
    data = folder.resolve("data").toAbsolutePath();
    authority = new AuthorityFolder(data.resolve("authority"), data.resolve("memory"));
    registry = EmbeddedRegistry.start(data.resolve("registry"), 0);
    schemas = new HttpSchemaRegistry(HttpRegistrySettings.of(registry.baseUrl()));
    broker =
        BrokerProcess.start(
            new BrokerSettings(data.resolve("broker"), 0), folder.resolve("broker.log"));
  }

  /**
   * Starts everything and returns when every stage decides.
   *
   * @param folder an empty one, for data, configurations and logs
   */
  static PipelineProcesses start(Path folder) {
    return start(folder, false);
  }

  /**
   * As {@link #start(Path)}.
   *
   * @param keysInMemory whether epoch keys are in the memory of their holders alone, of which there
   *     are two then, and not in files too
   */
  static PipelineProcesses start(Path folder, boolean keysInMemory) {
    PipelineProcesses pipeline = new PipelineProcesses(folder, keysInMemory);
    try {
      pipeline.createTopics();
      pipeline.configure(folder);
      pipeline.startFirst();
      pipeline.awaitReady();
      return pipeline;
    } catch (RuntimeException | AssertionError e) {
      System.err.println(pipeline.logTails());
      pipeline.close();
      throw e;
    }
  }

  /**
   * Starts what speaks to fraud-check, and fraud-check twice: no other stage.
   *
   * @param settings what these two have otherwise than usual
   */
  static PipelineProcesses startFraudChecks(Path folder, Map<String, String> settings) {
    PipelineProcesses pipeline = new PipelineProcesses(folder, false);
    try {
      pipeline.createTopics();
      pipeline.configure(folder);
      pipeline
          .processes
          .keySet()
          .removeAll(
              List.of(
                  TopicCatalogue.VALIDATION,
                  FIRST_SIGNER,
                  SECOND_SIGNER,
                  TopicCatalogue.SEQUENCER,
                  IntegratorService.NAME));
      for (String instance : List.of(TopicCatalogue.FRAUD_CHECK, SECOND_FRAUD_CHECK)) {
        Map<String, String> own = pipeline.stages().of(TopicCatalogue.FRAUD_CHECK);
        own.put("instance", instance);
        own.put("state.folder", folder.resolve("state-" + instance).toString());
        own.putAll(settings);
        pipeline.add(new ChildProcess(instance, FraudCheckMain.class, own, folder));
      }
      pipeline.startFirst();
      pipeline.awaitReady();
      return pipeline;
    } catch (RuntimeException | AssertionError e) {
      System.err.println(pipeline.logTails());
      pipeline.close();
      throw e;
    }
  }

  private StageConfiguration stages() {
    return new StageConfiguration(
        broker.bootstrapServers(),
        registry.baseUrl(),
        authority,
        data,
        keysInMemory ? epochKeys() + "," + keeper() : epochKeys());
  }

  private void createTopics() {
    try (Admin admin = admin()) {
      var report =
          new TopicAdministration(admin, schemaRegistry(), Replication.SINGLE, TOPICS)
              .apply(
                  new TopicCatalogue(
                      PipelineSettings.PARTITIONS, List.of(PipelineSettings.TENANT)));
      if (!report.deviations().isEmpty()) {
        throw new IllegalStateException("The topics are wrong: " + report.deviations());
      }
    }
  }

  private void configure(Path folder) {
    // The pin is part of every configuration and exists only from here on.
    TestAuthority.prepare(authority, CryptoProviders.choose(), Clock.systemUTC());
    URI ti = URI.create("http://127.0.0.1:" + tiPort);
    TiSimulator.open(authority.ti(), Clock.systemUTC().instant()).issueTrustList(TiServer.ocsp(ti));
    StageConfiguration stages = stages();
    Map<String, String> test = stages.of(TestAuthority.NAME);
    test.put("test-authority.folder", authority.lasting().toString());
    test.put("test-authority.memory.folder", authority.passing().toString());
    test.put("test-authority.pharmacies", Integer.toString(PHARMACIES));
    test.put("test-authority.ti.port", Integer.toString(tiPort));
    add(new ChildProcess(TestAuthority.NAME, TestAuthorityMain.class, test, folder));
    Map<String, String> desk = stages.of(DeskService.NAME);
    desk.put("desk.port", Integer.toString(deskPort));
    desk.put("identity.directory.url", TiServer.directory(ti));
    add(new ChildProcess(DeskService.NAME, DeskMain.class, desk, folder));
    Map<String, String> fraudDesk = stages.of(FraudDeskService.NAME);
    fraudDesk.put("fraud-desk.port", Integer.toString(fraudDeskPort));
    add(new ChildProcess(FraudDeskService.NAME, FraudDeskMain.class, fraudDesk, folder));
    Map<String, String> epochs = stages.of(EpochKeysService.NAME);
    epochs.put("epoch-keys.port", Integer.toString(epochsPort));
    if (keysInMemory) {
      epochs.remove("epoch-keys.vault.folder");
      Map<String, String> keeper = new TreeMap<>(epochs);
      keeper.put("epoch-keys.port", Integer.toString(keeperPort));
      keeper.put("epoch-keys.publishes", "false");
      keeper.remove("epoch-keys.key");
      keeper.put("epoch-keys.peers", epochKeys());
      add(new ChildProcess(KEEPER, EpochKeysMain.class, keeper, folder));
      epochs.put("epoch-keys.peers", keeper());
    }
    add(new ChildProcess(EpochKeysService.NAME, EpochKeysMain.class, epochs, folder));
    Map<String, String> sessions = stages.of(SessionAuthorityService.NAME);
    sessions.put("session-authority.port", Integer.toString(sessionsPort));
    sessions.put("identity.directory.url", TiServer.directory(ti));
    add(
        new ChildProcess(
            SessionAuthorityService.NAME, SessionAuthorityMain.class, sessions, folder));
    add(stage(TopicCatalogue.VALIDATION, ValidationMain.class, stages, folder));
    add(stage(TopicCatalogue.FRAUD_CHECK, FraudCheckMain.class, stages, folder));
    for (String signer : List.of(FIRST_SIGNER, SECOND_SIGNER)) {
      Map<String, String> settings = stages.of(TopicCatalogue.SIGNER);
      settings.put("instance", signer);
      add(new ChildProcess(signer, SignerMain.class, settings, folder));
    }
    add(stage(TopicCatalogue.SEQUENCER, SequencerMain.class, stages, folder));
    add(stage(IntegratorService.NAME, IntegratorMain.class, stages, folder));
  }

  private static ChildProcess stage(
      String name, Class<?> main, StageConfiguration stages, Path folder) {
    return new ChildProcess(name, main, stages.of(name), folder);
  }

  private void add(ChildProcess process) {
    processes.put(process.name(), process);
  }

  /** Starts everything for the first time. */
  private void startFirst() {
    ChildProcess first = processes.get(TestAuthority.NAME);
    first.start();
    // What it publishes on their topics has to be there before the desks write.
    awaitReady(first);
    processes.values().stream().filter(process -> process != first).forEach(ChildProcess::start);
  }

  /** Starts everything again, without waiting: whom it admits is known already. */
  void startAll() {
    processes.values().forEach(ChildProcess::start);
  }

  /** Waits until every process says that it is ready. */
  void awaitReady() {
    awaitReady(processes.values());
  }

  /** Waits until a process says that it is ready. */
  void awaitReady(ChildProcess process) {
    awaitReady(List.of(process));
  }

  private void awaitReady(Collection<ChildProcess> awaited) {
    for (ChildProcess process : awaited) {
      Awaitility.await(process.name() + " is ready")
          .atMost(READY)
          .pollInterval(Duration.ofMillis(100))
          .failFast(process.name() + " has ended", () -> !process.isAlive())
          .until(process::ready);
    }
  }

  /** Asks the authority and every stage to end and returns their exit codes. */
  Map<String, Integer> stopAll() {
    processes.values().forEach(ChildProcess::terminate);
    Map<String, Integer> codes = new LinkedHashMap<>();
    processes.forEach((name, process) -> codes.put(name, process.awaitExit()));
    return codes;
  }

  /** The authority's and every stage's process. */
  Collection<ChildProcess> processes() {
    return processes.values();
  }

  /** A process by its name. */
  ChildProcess process(String name) {
    return processes.get(name);
  }

  BrokerProcess broker() {
    return broker;
  }

  /** What the authority made. */
  AuthorityFolder authority() {
    return authority;
  }

  /** Where the signers count the uses of their keys. */
  Path signatureLedger() {
    return data.resolve("signature-ledger");
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  SchemaRegistry schemaRegistry() {
    return schemas;
  }

  /** Where the publisher of epoch keys listens. */
  String epochKeys() {
    return "http://127.0.0.1:" + epochsPort;
  }

  /** Where the second holder of epoch keys listens, if there is one. */
  String keeper() {
    return "http://127.0.0.1:" + keeperPort;
  }

  /** Everything that any part keeps: segments, state, keys, ledgers. */
  Path data() {
    return data;
  }

  /** Who opens sessions. */
  SessionAuthority sessions() {
    return new HttpSessionAuthority(URI.create("http://127.0.0.1:" + sessionsPort));
  }

  /** A client of the one tenant. */
  PharmacyClient client() {
    return client(SessionSecrets.NONE);
  }

  /** A client of the one tenant whose secrets are kept. */
  PharmacyClient client(SessionSecrets secrets) {
    return new PharmacyClient(
        new ClientSettings(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            schemaRegistry(),
            sessions(),
            PipelineSettings.TENANT,
            CryptoProviders.choose().hot(),
            Duration.ofMillis(2),
            CertificateCheck.against(this::trustList),
            secrets),
        Clock.systemUTC());
  }

  /** The certificates that verifiers need. */
  TrustList trustList() {
    try (InputStream in = Files.newInputStream(authority.signingCertificate())) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return TrustList.of(List.of((X509Certificate) factory.generateCertificate(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last lines of every process, for a test that failed. */
  String logTails() {
    StringBuilder tails = new StringBuilder();
    processes.values().forEach(process -> tails.append(process.logTail()));
    return tails.toString();
  }

  /** Ends every process, in whatever state it is. */
  @Override
  public void close() {
    processes.values().forEach(ChildProcess::close);
    broker.close();
    registry.close();
  }
}
