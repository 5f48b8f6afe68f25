package de.siegel.sessionauthority;

import de.siegel.certificate.TrustList;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.AuthorityLoop;
import de.siegel.servicekit.authority.AuthorityTrail;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlTopicReader;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.record.RefusalLedger;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.sessionauthority.domain.Recheck;
import java.io.ByteArrayInputStream;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The session authority as a service: the one writer of {@code control.sessions}. It has one key,
 * for that topic, and none that opens or signs anything else.
 */
public final class SessionAuthorityService implements Service {
  /** Name of this service. */
  public static final String NAME = "session-authority";

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
  private final AuthorityLoop loop = new AuthorityLoop(NAME, this::run);
  private volatile SessionDesk desk;
  private volatile SessionRoutes routes;

  /**
   * @throws ConfigurationError if a setting is missing or wrong
   */
  public SessionAuthorityService(ServiceContext context) {
    Configuration settings = context.configuration();
    this.context = context;
    this.tenants = new HashSet<>(settings.list("topics.tenants"));
    this.soft = settings.flag("session-authority.soft-sessions", false);
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
    this.cards = context.cardLogin();
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

  @Override
  public void start() {
    reader.start();
    loop.start();
  }

  /** The port that it listens on; call it when it is ready. */
  public int port() {
    return routes.port();
  }

  /** The desk itself, for clients in the same process; call it when it is ready. */
  public SessionAuthority sessions() {
    return desk;
  }

  private void run() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            context.kafka().producer(NAME), new ByteArraySerializer(), new ByteArraySerializer())) {
      AuthorityTrail trail =
          new AuthorityTrail(
              context.auditWriterWithoutLinks(),
              producer,
              "session.refused",
              refusals,
              context.clock());
      ControlPublisher publisher =
          new ControlPublisher(
              List.of(TopicCatalogue.SESSIONS),
              Map.of(RootOfTrust.roleName(TopicCatalogue.SESSIONS), List.of(key)),
              topic -> context.serializer(topic, ControlRecord.class),
              producer,
              context.crypto().hot(),
              context.clock());
      SessionQuota quota = new SessionQuota();
      EndedSessions ended = new EndedSessions(publisher, trail::tellOf);
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
              refusal -> trail.refused((ledger, now) -> ledger.refused(refusal, now)),
              live::opened,
              context.clock());
      if (routes == null) {
        routes = new SessionRoutes(host, port, () -> desk, this::trustList);
      }
      while (loop.goesOn()) {
        publisher.heartbeat();
        boolean fresh = view.fresh();
        live.look();
        trail.refused(RefusalLedger::turn);
        loop.turned(fresh);
      }
    } finally {
      desk = null;
    }
  }

  private void recover(ControlPublisher publisher, SessionQuota quota, LiveSessions live) {
    Instant now = context.clock().instant();
    try (KafkaConsumer<byte[], byte[]> consumer = context.kafka().reader(NAME + "-recovery")) {
      publisher.recover(
          consumer,
          context.deserializer(ControlRecord.class),
          signatures,
          (payload, bytes) -> {
            if (payload instanceof ControlPayload.OfSession session
                && session.value().getState() == SessionState.OPEN
                && now.isBefore(session.value().getNotAfter())) {
              quota.opened(session.value());
              live.opened(session.value());
            }
          });
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
    if (routes != null) {
      routes.close();
    }
    reader.close();
  }
}
