package de.siegel.replay.asof;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.control.StageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts together what held at a time: hand it all control records that are left and all leaves of
 * the trail, and ask. What it says of admissions, keys and configuration is as old as their
 * records' own times, which their authorities signed.
 */
public final class AsOf {

  /**
   * The last decision before then.
   *
   * @param leaf its index
   * @param decision what it relied on
   */
  public record LastDecision(long leaf, Decision decision) {}

  private final Instant time;
  private final SortedMap<String, Versions<Admission>> admissions = new TreeMap<>();
  private final SortedMap<String, Versions<Confirmer>> confirmers = new TreeMap<>();
  private final SortedMap<String, Versions<StageKey>> keys = new TreeMap<>();
  private final Versions<FraudConfiguration> configurations = new Versions<>();
  private final SortedMap<String, List<Restriction>> brakes = new TreeMap<>();
  private final Map<String, String> acts = new HashMap<>();
  private LastDecision lastDecision;

  /**
   * @param time then
   */
  public AsOf(Instant time) {
    this.time = time;
  }

  /** Takes a record that is left on a control topic. */
  public void record(ControlPayload payload) {
    ControlHeader header = payload.header();
    if (payload instanceof ControlPayload.OfAdmission admission) {
      add(admissions, header, admission.value());
    } else if (payload instanceof ControlPayload.OfConfirmer confirmer) {
      add(confirmers, header, confirmer.value());
    } else if (payload instanceof ControlPayload.OfStageKey key) {
      add(keys, header, key.value());
    } else if (payload instanceof ControlPayload.OfFraudConfiguration configuration) {
      configurations.add(header.getVersion(), header.getIssuedAt(), configuration.value());
    } else if (payload instanceof ControlPayload.OfRestriction brake) {
      brakes.computeIfAbsent(header.getId(), id -> new ArrayList<>()).add(brake.value());
    }
  }

  private static <T> void add(SortedMap<String, Versions<T>> all, ControlHeader header, T value) {
    all.computeIfAbsent(header.getId(), id -> new Versions<>())
        .add(header.getVersion(), header.getIssuedAt(), value);
  }

  /** Takes a leaf of the trail, in the order of the log. */
  public void leaf(long index, AuditEvent event) {
    if (event.getOccurredAt().isAfter(time)) {
      return;
    }
    Command command = event.getCommand();
    Decision decision = event.getDecision();
    if (command != null) {
      String subject = command.getSubject();
      int end = subject.indexOf(' ');
      acts.put(
          end < 0 ? subject : subject.substring(0, end),
          command.getName() + " " + subject + " at " + event.getOccurredAt() + ", leaf " + index);
    } else if (decision != null
        && (lastDecision == null
            || !decision.getRequestedAt().isBefore(lastDecision.decision().getRequestedAt()))) {
      lastDecision = new LastDecision(index, decision);
    }
  }

  /** Each pharmacy that had an admission then, or may have had one, by its id. */
  public SortedMap<String, Known<Admission>> admissions() {
    return at(admissions);
  }

  /** Who could confirm then, or may have been able to, and who could no more, by its id. */
  public SortedMap<String, Known<Confirmer>> confirmers() {
    return at(confirmers);
  }

  /** Each key of a stage that was known then, or may have been, by its id. */
  public SortedMap<String, Known<StageKey>> keys() {
    return at(keys);
  }

  /** The thresholds of fraud-check. */
  public Known<FraudConfiguration> configuration() {
    return configurations.at(time);
  }

  /**
   * The brakes that held then. Nothing of them is lost by compaction: each version says when it was
   * imposed, and when it was lifted.
   */
  public List<Restriction> brakes() {
    return brakes.values().stream().filter(this::held).map(versions -> versions.get(0)).toList();
  }

  private boolean held(List<Restriction> versions) {
    Restriction any = versions.get(0);
    boolean lifted =
        versions.stream()
            .anyMatch(
                version ->
                    version.getState() == RestrictionState.LIFTED
                        && !version.getHeader().getIssuedAt().isAfter(time));
    boolean ended = any.getUntil() != null && !time.isBefore(any.getUntil());
    return !any.getImposedAt().isAfter(time) && !ended && !lifted;
  }

  /** The last thing that the trail says an authority did with this before then; for a person. */
  public Optional<String> lastAct(String id) {
    return Optional.ofNullable(acts.get(id));
  }

  /** The last decision before then, if there was one: it names the versions it relied on. */
  public Optional<LastDecision> lastDecision() {
    return Optional.ofNullable(lastDecision);
  }

  /** The brakes among these that stop a pharmacy as a whole. */
  public static List<Restriction> stopping(Admission admission, List<Restriction> brakes) {
    return brakes.stream()
        .filter(
            brake ->
                switch (brake.getScope()) {
                  case UNKNOWN, EVERYTHING -> Restrictions.stopsEverybody(brake);
                  case COHORT -> admission.getCohorts().contains(brake.getValue());
                  case PHARMACY -> brake.getPharmacyId().equals(admission.getPharmacyId());
                  case TERMINAL, OPERATOR, CARD -> false;
                })
        .toList();
  }

  private <T> SortedMap<String, Known<T>> at(SortedMap<String, Versions<T>> all) {
    SortedMap<String, Known<T>> known = new TreeMap<>();
    all.forEach(
        (id, versions) -> {
          Known<T> then = versions.at(time);
          if (!(then instanceof Known.NotYet<T>)) {
            known.put(id, then);
          }
        });
    return known;
  }
}
