package de.siegel.sessionauthority;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.Checked;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.session.AcceptedSession;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.PlaceName;
import de.siegel.identity.session.SessionApplication;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.identity.session.SessionAuthorityUnavailable;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.RequestSignature;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.session.SessionEvidenceRule;
import de.siegel.sessionauthority.domain.OpeningTimes;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/** Opens sessions for cards; in a test environment, if it is told so, soft ones without any. */
public final class SessionDesk implements SessionAuthority {
  private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f]{32}");
  private static final int PUBLISH_SECONDS = 30;
  private static final SessionEvidence SOFT =
      new SessionEvidence(SessionEvidenceRule.SOFT_TEST, List.of(), null, null, null);

  private final ControlState control;
  private final ControlPublisher publisher;
  private final Set<String> tenants;
  private final boolean soft;
  private final CardLogin cards;
  private final AdmittedSessions admitted;
  private final SessionQuota quota;
  private final EndedSessions ended;
  private final Provider provider;
  private final Consumer<CardRefusal> refused;
  private final Consumer<Session> opened;
  private final InstantSource clock;
  private final Set<String> opening = ConcurrentHashMap.newKeySet();

  /**
   * @param soft whether sessions without a card are opened
   * @param refused is told of each card that is not let in
   * @param opened is told of each session
   */
  SessionDesk(
      ControlState control,
      ControlPublisher publisher,
      Set<String> tenants,
      boolean soft,
      CardLogin cards,
      SessionQuota quota,
      EndedSessions ended,
      Provider provider,
      Consumer<CardRefusal> refused,
      Consumer<Session> opened,
      InstantSource clock) {
    this.control = control;
    this.publisher = publisher;
    this.tenants = Set.copyOf(tenants);
    this.soft = soft;
    this.cards = cards;
    this.admitted = new AdmittedSessions(control);
    this.quota = quota;
    this.ended = ended;
    this.provider = provider;
    this.refused = refused;
    this.opened = opened;
    this.clock = clock;
  }

  @Override
  public List<EpochKey> epochKeys() {
    List<EpochKey> keys = EpochKeys.current(control, clock.instant());
    if (keys.isEmpty()) {
      throw new SessionRefused("There is no epoch at present, try again in some seconds");
    }
    return keys;
  }

  @Override
  public byte[] challenge(byte[] binding) {
    return cards.challenge(SessionEvidenceRule.AUDIENCE, binding);
  }

  @Override
  public AcceptedSession open(SessionApplication application, Optional<CardProof> proof) {
    try {
      return openLater(application, proof).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SessionRefused refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof SessionAuthorityUnavailable unavailable) {
        throw unavailable;
      }
      throw e;
    }
  }

  /**
   * As {@link #open}, without waiting for anybody.
   *
   * @return fails with {@link SessionRefused} or {@link SessionAuthorityUnavailable}
   * @throws SessionRefused at once, if a field is wrong
   */
  CompletableFuture<AcceptedSession> openLater(
      SessionApplication application, Optional<CardProof> proof) {
    check(application);
    if (!opening.add(application.sessionId())) {
      throw badId();
    }
    return evidence(application, proof)
        .thenCompose(evidence -> publish(application, evidence))
        .whenComplete((session, failure) -> opening.remove(application.sessionId()));
  }

  private CompletableFuture<Checked<SessionEvidence>> evidence(
      SessionApplication application, Optional<CardProof> proof) {
    if (proof.isPresent()) {
      return cards.let(
          proof.get(),
          application.binding(),
          () -> admitted.telematikIds(application.pharmacyId()));
    }
    return CompletableFuture.completedFuture(
        soft ? Checked.passed(SOFT) : Checked.refused(CardCode.POP_FAILED, "no card"));
  }

  private CompletableFuture<AcceptedSession> publish(
      SessionApplication application, Checked<SessionEvidence> evidence) {
    if (publisher.knows(TopicCatalogue.SESSIONS, application.sessionId())) {
      throw badId();
    }
    // Only now: whoever checks the evidence again takes this for the time of its check.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Instant> notAfter =
        control
            .admission(application.pharmacyId())
            .map(
                admission ->
                    OpeningTimes.end(admission.getOpeningHours(), admission.getDuties(), now))
            .orElse(Optional.of(now.plus(OpeningTimes.LONGEST)));
    Checked<Session> checked =
        evidence
            .then(found -> admitted.check(session(null, application, now, now, found), now))
            .then(
                found ->
                    notAfter.isPresent()
                        ? Checked.passed(session(null, application, now, notAfter.get(), found))
                        : Checked.refused(CardCode.CLOSED_NOW, "outside of its opening hours"));
    checked
        .refusal()
        .ifPresent(
            refusal ->
                // Whose card was right may know what the desk tells the pharmacy.
                refuse(
                    refusal,
                    evidence.refusal().isEmpty()
                        ? admitted.notice(
                            session(null, application, now, now, evidence.orElseThrow()), now)
                        : ""));
    Session session = checked.orElseThrow();
    Optional<Instant> full = quota.open(session, now);
    if (full.isPresent()) {
      throw new SessionRefused(
          "pharmacyId has "
              + SessionQuota.PER_PHARMACY
              + " open sessions, as many as it may have: use one of them, or open one after "
              + full.get());
    }
    ControlPublisher.Published published =
        publisher.publish(
            TopicCatalogue.SESSIONS,
            application.sessionId(),
            header ->
                new ControlPayload.OfSession(
                    Session.newBuilder(session).setHeader(header).build()));
    published
        .durable()
        .whenComplete(
            (metadata, failure) -> {
              if (failure != null) {
                quota.notOpened(session);
              }
            });
    return published
        .durable()
        .copy()
        .orTimeout(PUBLISH_SECONDS, TimeUnit.SECONDS)
        .handle(
            (metadata, failure) -> {
              if (failure instanceof KafkaException || failure instanceof TimeoutException) {
                throw new SessionAuthorityUnavailable(
                    "The session could not be published", failure);
              }
              if (failure != null) {
                throw new CompletionException(failure);
              }
              opened.accept(session);
              return new AcceptedSession(published.sequence(), session.getNotAfter());
            });
  }

  @Override
  public void end(String sessionId, byte[] signature) {
    Optional<Session> found =
        control
            .session(sessionId)
            .filter(
                session -> {
                  RequestSignature verifier = new RequestSignature(provider);
                  SigningAlgorithm algorithm = session.getSigningAlgorithm();
                  return verifier
                      .key(algorithm, Bytes.of(session.getSigningKey()))
                      .filter(key -> verifier.endHolds(algorithm, key, sessionId, signature))
                      .isPresent();
                });
    if (found.isEmpty()) {
      refuse(new CardRefusal(CardCode.SESSION_BINDING, "not signed by that session's key"));
    }
    found
        .filter(session -> session.getState() == SessionState.OPEN)
        .ifPresent(session -> ended.end(session, "by its pharmacy"));
  }

  /** There is no way in by login tokens, whatever they say: a card has to sign. */
  void refuseToken() {
    refuse(new CardRefusal(CardCode.TOKEN_REJECTED, "a token in place of a card"));
  }

  private void refuse(CardRefusal refusal) {
    refuse(refusal, "");
  }

  private void refuse(CardRefusal refusal, String notice) {
    refused.accept(refusal);
    throw new SessionRefused(refusal.text() + (notice.isEmpty() ? "" : " " + notice));
  }

  private static Session session(
      ControlHeader header,
      SessionApplication application,
      Instant now,
      Instant notAfter,
      SessionEvidence evidence) {
    return new Session(
        header,
        application.sessionId(),
        application.pharmacyId(),
        application.tenant(),
        application.terminal(),
        application.operator(),
        application.signingAlgorithm(),
        ByteBuffer.wrap(application.signingKey()),
        application.epoch(),
        ByteBuffer.wrap(application.secretCommitment()),
        application.wrappedSecrets(),
        now,
        notAfter,
        SessionState.OPEN,
        evidence);
  }

  private void check(SessionApplication application) {
    if (!SESSION_ID.matcher(application.sessionId()).matches()) {
      throw badId();
    }
    if (!tenants.contains(application.tenant())) {
      throw new SessionRefused("tenant is not known here: " + application.tenant());
    }
    for (Map.Entry<String, String> name :
        Map.of("terminal", application.terminal(), "operator", application.operator()).entrySet()) {
      if (!name.getValue().isEmpty() && !PlaceName.isOne(name.getValue())) {
        throw new SessionRefused(name.getKey() + " " + PlaceName.RULE);
      }
    }
    List<EpochKey> keys = epochKeys();
    if (!keys.get(0).getEpoch().equals(application.epoch())) {
      throw new SessionRefused("epoch is not the present one: ask for its keys again");
    }
    if (application.wrappedSecrets().size() != keys.size()) {
      throw new SessionRefused("wrappedSecrets must have one entry for each stage of the epoch");
    }
    int length = application.signingAlgorithm() == SigningAlgorithm.ED25519 ? 32 : 65;
    if (application.signingKey().length != length) {
      throw new SessionRefused("signingKey must have " + length + " bytes");
    }
  }

  private static SessionRefused badId() {
    return new SessionRefused("sessionId must be 32 new random lower-case hex digits");
  }
}
