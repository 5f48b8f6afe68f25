package de.siegel.servicekit.control;

import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The one view over the control topics: follows verified payloads in their order and lets stages
 * ask and wait. Filled by {@link ControlTopicReader}.
 */
public final class ControlView implements ControlState {
  /** A view that is older than this stops deciding. */
  public static final Duration STALE_AFTER = Duration.ofSeconds(2);

  /** How long a stage waits before it stops: shorter than a transaction lives. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final InstantSource clock;
  private final Map<String, Progress> progress = new HashMap<>();
  private final Map<String, Admission> admissions = new ConcurrentHashMap<>();
  private final Map<String, Restriction> restrictions = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Confirmer>> confirmers = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, StageKey> stageKeys = new ConcurrentHashMap<>();
  private final Map<String, EpochKey> epochKeys = new ConcurrentHashMap<>();
  private final List<Progress> inOrder;
  private final Map<String, HoldRelease> holdReleases = new ConcurrentHashMap<>();
  private volatile FraudConfiguration fraudConfiguration;

  private static final class Progress {
    private final ControlHistory history;
    private volatile long sequence;
    private volatile Instant spoken = Instant.EPOCH;

    private Progress(String topic) {
      history = new ControlHistory(topic);
    }
  }

  public ControlView(InstantSource clock) {
    this.clock = clock;
    for (String topic : TopicCatalogue.CONTROL) {
      progress.put(topic, new Progress(topic));
    }
    inOrder = TopicCatalogue.CONTROL.stream().map(progress::get).toList();
  }

  /** Follows a verified payload, or says why not. One thread calls this. */
  public ControlHistory.Verdict follow(String topic, VerifiedPayload verified) {
    ControlPayload payload = verified.payload();
    Progress seen = progress.get(topic);
    ControlHistory.Verdict verdict = seen.history.accept(verified, clock.instant());
    if (verdict == ControlHistory.Verdict.NEXT) {
      apply(payload);
      // Content first, then the sequence: who sees the sequence also sees the content.
      seen.sequence = seen.history.sequence();
      synchronized (this) {
        notifyAll();
      }
    }
    return verdict;
  }

  private void apply(ControlPayload payload) {
    if (payload instanceof ControlPayload.OfHeartbeat heartbeat) {
      // Only who knows all that is in force keeps the view fresh.
      // A copy of an older one, put on the topic again, must not make it look older.
      Progress spoke = progress.get(heartbeat.header().getTopic());
      if (heartbeat.header().getIssuedAt().isAfter(spoke.spoken)) {
        spoke.spoken = heartbeat.header().getIssuedAt();
      }
    } else if (payload instanceof ControlPayload.OfAdmission admission) {
      admissions.put(admission.value().getPharmacyId(), admission.value());
    } else if (payload instanceof ControlPayload.OfRestriction restriction) {
      if (restriction.value().getState() == RestrictionState.LIFTED) {
        restrictions.remove(payload.header().getId());
      } else {
        restrictions.put(payload.header().getId(), restriction.value());
      }
    } else if (payload instanceof ControlPayload.OfConfirmer confirmer) {
      confirmers
          .computeIfAbsent(confirmer.value().getPharmacyId(), id -> new ConcurrentHashMap<>())
          .put(payload.header().getId(), confirmer.value());
    } else if (payload instanceof ControlPayload.OfSession session) {
      sessions.put(session.value().getSessionId(), session.value());
    } else if (payload instanceof ControlPayload.OfStageKey key) {
      stageKeys.put(payload.header().getId(), key.value());
    } else if (payload instanceof ControlPayload.OfEpochKey key) {
      epochKeys.put(payload.header().getId(), key.value());
    } else if (payload instanceof ControlPayload.OfFraudConfiguration configuration) {
      fraudConfiguration = configuration.value();
    } else if (payload instanceof ControlPayload.OfHoldRelease release) {
      holdReleases.put(release.value().getPharmacyId(), release.value());
    }
  }

  /** Forgets sessions that ended long ago; nothing in the pipeline can be older. */
  public void forgetOldSessions() {
    Instant before = clock.instant().minus(ControlHistory.SESSION_MEMORY);
    sessions.values().removeIf(session -> session.getNotAfter().isBefore(before));
  }

  /** When the authority of a topic last said what is in force, by its clock. */
  Instant spokenAt(String topic) {
    return progress.get(topic).spoken;
  }

  /** Whether every authority has been heard within {@link #STALE_AFTER}. */
  public boolean fresh() {
    Instant now = clock.instant();
    Instant oldest = now.minus(STALE_AFTER);
    // An authority whose clock runs ahead must not keep a dead view alive.
    Instant newest = now.plus(STALE_AFTER);
    for (Progress seen : inOrder) {
      if (seen.spoken.isBefore(oldest) || seen.spoken.isAfter(newest)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void awaitFresh() {
    if (!fresh()) {
      await(this::fresh, "an authority has not been heard for " + STALE_AFTER.toSeconds() + " s");
    }
  }

  @Override
  public void awaitVersions(ControlVersions reliedOn) {
    BooleanSupplier seen =
        () ->
            inOrder.get(0).sequence >= reliedOn.getAdmissions()
                && inOrder.get(1).sequence >= reliedOn.getSessions()
                && inOrder.get(2).sequence >= reliedOn.getStageKeys()
                && inOrder.get(3).sequence >= reliedOn.getEpochKeys()
                && inOrder.get(4).sequence >= reliedOn.getFraudConfiguration();
    if (!seen.getAsBoolean()) {
      await(seen, "an earlier stage relied on control records that have not arrived here");
    }
  }

  @Override
  public void awaitSpokenAfter(Instant moment) {
    BooleanSupplier spoken = () -> inOrder.stream().allMatch(seen -> seen.spoken.isAfter(moment));
    if (!spoken.getAsBoolean()) {
      await(spoken, "an authority has not spoken since " + moment);
    }
  }

  private synchronized void await(BooleanSupplier condition, String otherwise) {
    Instant end = clock.instant().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      long left = Duration.between(clock.instant(), end).toMillis();
      if (left <= 0) {
        throw new ControlUnavailable("Waited " + PATIENCE.toSeconds() + " s: " + otherwise);
      }
      try {
        wait(Math.min(left, 100));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ControlUnavailable("Stopped while waiting: " + otherwise);
      }
    }
  }

  @Override
  public Optional<Admission> admission(String pharmacyId) {
    return Optional.ofNullable(admissions.get(pharmacyId));
  }

  @Override
  public Collection<Restriction> restrictions() {
    return restrictions.values();
  }

  @Override
  public Collection<Confirmer> confirmers(String pharmacyId) {
    return confirmers.getOrDefault(pharmacyId, Map.of()).values();
  }

  @Override
  public Optional<Session> session(String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId));
  }

  @Override
  public Collection<StageKey> stageKeys() {
    return stageKeys.values();
  }

  @Override
  public Collection<EpochKey> epochKeys() {
    return epochKeys.values();
  }

  @Override
  public Optional<FraudConfiguration> fraudConfiguration() {
    return Optional.ofNullable(fraudConfiguration);
  }

  @Override
  public Optional<HoldRelease> holdRelease(String pharmacyId) {
    return Optional.ofNullable(holdReleases.get(pharmacyId));
  }

  @Override
  public ControlVersions versions() {
    return new ControlVersions(
        inOrder.get(0).sequence,
        inOrder.get(1).sequence,
        inOrder.get(2).sequence,
        inOrder.get(3).sequence,
        inOrder.get(4).sequence);
  }
}
