package de.siegel.sessionauthority;

import de.siegel.certificate.TrustList;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.card.HttpTelematik;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.TrustListFile;
import de.siegel.sessionauthority.domain.Recheck;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * The session authority as a service: the one writer of {@code control.sessions}. It has one key,
 * for that topic, and none that opens or signs anything else.
 */
public final class SessionAuthorityService implements Service {
  /** Name of this service. */
  public static final String NAME = "session-authority";

  private static final Logger LOG = LoggerFactory.getLogger(SessionAuthorityService.class);
  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private final ServiceContext context;
  private final AuthorityKey key;
  private final Set<String> tenants;
  private final boolean soft;
  private final Duration recheckEvery;
  private final CardLogin cards;
  private final ControlView view;
  private final ControlTopicReader reader;
  private final ControlSignatures signatures;
  private final String host;
  private final int port;
  private final RefusalLedger refusals = new RefusalLedger();
  private final Thread thread = new Thread(this::runUntilStopped, NAME);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile SessionDesk desk;
  private volatile SessionRoutes routes;
  private volatile boolean ready;
  private volatile boolean failed;

  /**
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public SessionAuthorityService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.tenants = new HashSet<>(settings.list("topics.tenants"));
    this.soft = settings.optional("session-authority.soft-sessions").orElse("false").equals("true");
    if (soft && context.environment() != Environment.TEST) {
      throw new ConfigurationError(
          "session-authority.soft-sessions is for test environments only: leave it out");
    }
    this.host = settings.optional("session-authority.host").orElse("127.0.0.1");
    this.port = settings.whole("session-authority.port", 0, 0, 65_535);
    this.recheckEvery =
        Duration.ofSeconds(
            settings.whole(
                "session-authority.recheck-seconds", (int) Recheck.EVERY.toSeconds(), 1, 3_600));
    this.key = AuthorityKeyFile.read(settings.path("session-authority.key"));
    HttpTelematik ti = new HttpTelematik(uri(settings.text("identity.directory.url")));
    settings.require("identity.trust-list.file", "identity.trust-list-signer.file");
    this.cards =
        new CardLogin(
            ti,
            ti,
            TrustListFile.of(settings, context.clock()),
            context.crypto().random(),
            context.clock());
    this.view = new ControlView(context.clock());
    RootOfTrust root = context.rootOfTrust();
    refuseForeignKey(root);
    this.signatures = new ControlSignatures(root, context.crypto().hot());
    this.reader = context.controlReader(view);
  }

  private void refuseForeignKey(RootOfTrust root) {
    boolean named =
        root.roleFor(TopicCatalogue.SESSIONS)
            .filter(role -> role.keys().containsKey(key.id()))
            .isPresent();
    if (!named) {
      throw new ConfigurationError(
          "The root of trust does not name key "
              + key.id()
              + " of session-authority.key for the role "
              + RootOfTrust.roleName(TopicCatalogue.SESSIONS)
              + ": add it (siegel trust add), or use the key that it names");
    }
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          "The setting identity.directory.url must be a URL such as http://127.0.0.1:28092/fhir");
    }
  }

  @Override
  public void start() {
    reader.start();
    thread.start();
  }

  /** The port that it listens on; call it when it is ready. */
  public int port() {
    return routes.port();
  }

  /** The desk itself, for clients in the same process; call it when it is ready. */
  public SessionAuthority sessions() {
    return desk;
  }

  private void runUntilStopped() {
    while (stopped.getCount() > 0) {
      try {
        run();
      } catch (KafkaException | RegistryException e) {
        LOG.atWarn().addKeyValue("reason", e.toString()).log("Session authority tries again");
        pause(Duration.ofSeconds(1));
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("Session authority failed");
        failed = true;
        return;
      } finally {
        ready = false;
        desk = null;
      }
    }
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka().producer(NAME), new ByteArraySerializer(), new ByteArraySerializer())) {
      AuditWriter auditWriter = context.auditWriterWithoutLinks();
      ControlPublisher publisher =
          new ControlPublisher(
              List.of(TopicCatalogue.SESSIONS),
              Map.of(RootOfTrust.roleName(TopicCatalogue.SESSIONS), List.of(key)),
              topic -> context.serializer(topic, ControlRecord.class),
              producer,
              context.crypto().hot(),
              context.clock());
      SessionQuota quota = new SessionQuota();
      EndedSessions ended =
          new EndedSessions(publisher, command -> audit(command, auditWriter, producer));
      LiveSessions live = new LiveSessions(view, ended, cards, recheckEvery, context.clock());
      recover(publisher, quota, live);
      desk =
          new SessionDesk(
              view,
              publisher,
              tenants,
              soft,
              cards,
              quota,
              ended,
              context.crypto().hot(),
              refusal -> refused(refusal, auditWriter, producer),
              live::opened,
              context.clock());
      if (routes == null) {
        routes = new SessionRoutes(host, port, () -> desk, this::trustList);
      }
      while (stopped.getCount() > 0) {
        publisher.heartbeat();
        ready = view.fresh();
        live.look();
        tell(RefusalLedger::turn, auditWriter, producer);
        pause(HEARTBEAT);
      }
    }
  }

  private void recover(ControlPublisher publisher, SessionQuota quota, LiveSessions live) {
    Instant now = context.clock().instant();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            context.kafka().consumer(NAME + "-recovery"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          signatures,
          payload -> {
            if (payload instanceof ControlPayload.OfSession session
                && session.value().getState() == SessionState.OPEN
                && now.isBefore(session.value().getNotAfter())) {
              quota.opened(session.value().getPharmacyId(), session.value().getNotAfter());
              live.opened(session.value());
            }
          });
    }
  }

  private void refused(
      CardRefusal refusal, AuditWriter auditWriter, KafkaProducer<byte[], byte[]> producer) {
    tell((ledger, now) -> ledger.refused(refusal, now), auditWriter, producer);
  }

  private void tell(
      BiFunction<RefusalLedger, Instant, List<String>> act,
      AuditWriter auditWriter,
      KafkaProducer<byte[], byte[]> producer) {
    List<String> lines;
    synchronized (refusals) {
      lines = act.apply(refusals, context.clock().instant());
    }
    lines.forEach(
        line -> audit(new Command("session.refused", List.of(), line, 0L), auditWriter, producer));
  }

  private void audit(
      Command command, AuditWriter auditWriter, KafkaProducer<byte[], byte[]> producer) {
    synchronized (auditWriter) {
      byte[] event = auditWriter.command(AuditKind.CONTROL, context.clock().instant(), command);
      producer.send(new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, event));
    }
  }

  /** The certificates that verifiers of this environment need, as the stage keys name them. */
  private TrustList trustList() {
    List<X509Certificate> certificates = new ArrayList<>();
    for (StageKey stageKey : view.stageKeys()) {
      if (stageKey.getPurpose() == StageKeyPurpose.CERTIFICATE_SIGNING
          && stageKey.getCertificate() != null) {
        certificates.add(certificate(Bytes.of(stageKey.getCertificate())));
      }
    }
    return TrustList.of(certificates);
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("a stage key's certificate cannot be read", e);
    }
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
    if (routes != null) {
      routes.close();
    }
    reader.close();
  }
}
