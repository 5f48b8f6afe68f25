package de.siegel.embedded.authority;

import de.siegel.client.session.AcceptedSession;
import de.siegel.client.session.CardProof;
import de.siegel.client.session.SessionApplication;
import de.siegel.client.session.SessionAuthority;
import de.siegel.client.session.SessionAuthorityUnavailable;
import de.siegel.client.session.SessionRefused;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.Checked;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionEvidence;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.session.SessionEvidenceRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Opens sessions for cards of the simulated TI, and soft ones without any card: for tests only. */
final class SessionDesk implements SessionAuthority {
  private static final Duration LENGTH = Duration.ofHours(4);
  private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f]{32}");
  private static final int PUBLISH_SECONDS = 30;
  private static final SessionEvidence SOFT =
      new SessionEvidence(SessionEvidenceRule.SOFT_TEST, List.of(), null, null, null);

  private final Epochs epochs;
  private final ControlPublisher publisher;
  private final Set<String> tenants;
  private final CardLogin cards;
  private final InstantSource clock;
  private final AdmittedSessions admitted;
  private final SessionQuota quota;
  private final Consumer<CardRefusal> refused;
  private final Set<String> opening = ConcurrentHashMap.newKeySet();

  SessionDesk(
      Epochs epochs,
      ControlPublisher publisher,
      Set<String> tenants,
      CardLogin cards,
      AdmittedSessions admitted,
      SessionQuota quota,
      Consumer<CardRefusal> refused,
      InstantSource clock) {
    this.epochs = epochs;
    this.publisher = publisher;
    this.tenants = Set.copyOf(tenants);
    this.cards = cards;
    this.admitted = admitted;
    this.quota = quota;
    this.refused = refused;
    this.clock = clock;
  }

  @Override
  public List<EpochKey> epochKeys() {
    List<EpochKey> keys = epochs.current(clock.instant());
    if (keys.isEmpty()) {
      throw new SessionRefused("There is no epoch at present, try again in some seconds");
    }
    return keys;
  }

  @Override
  public byte[] challenge(byte[] binding) {
    return cards.challenge(SessionEvidenceRule.AUDIENCE, binding, clock.instant());
  }

  @Override
  public AcceptedSession open(SessionApplication application, Optional<CardProof> proof) {
    check(application);
    if (!opening.add(application.sessionId())) {
      throw badId();
    }
    try {
      return publish(application, proof);
    } finally {
      opening.remove(application.sessionId());
    }
  }

  private AcceptedSession publish(SessionApplication application, Optional<CardProof> proof) {
    if (publisher.knows(TopicCatalogue.SESSIONS, application.sessionId())) {
      throw badId();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant notAfter = now.plus(LENGTH);
    Checked<SessionEvidence> checked =
        proof
            .map(
                card ->
                    cards.let(
                        card,
                        application.binding(),
                        admitted.telematikIds(application.pharmacyId()),
                        now))
            .orElseGet(() -> Checked.passed(SOFT))
            .then(evidence -> admitted.check(session(null, application, now, notAfter, evidence)));
    checked.refusal().ifPresent(this::refuse);
    SessionEvidence evidence = checked.orElseThrow();
    Optional<Instant> full = quota.open(application.pharmacyId(), notAfter, now);
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
                    session(header, application, now, notAfter, evidence)));
    await(published);
    return new AcceptedSession(published.sequence(), notAfter);
  }

  private void refuse(CardRefusal refusal) {
    refused.accept(refusal);
    throw new SessionRefused(refusal.text());
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

  private static void await(ControlPublisher.Published published) {
    try {
      published.durable().get(PUBLISH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionAuthorityUnavailable("Stopped while publishing a session", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new SessionAuthorityUnavailable("The session could not be published", e);
    }
  }
}
