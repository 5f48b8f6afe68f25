package de.siegel.desk;

import de.siegel.desk.domain.BrakeRules;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.DraftBundle;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Publishes brakes that a person signed, and their liftings when two persons have. Only to stop one
 * pharmacy it has a key of its own: for a wave that fails its gate.
 */
public final class BrakeDesk {
  private static final String PREFIX = "restriction/";
  private static final int TWO = 2;

  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final Consumer<Command> trail;
  private final AdmissionBook admissions;
  private final Suspensions suspensions;
  private final Incidents incidents;
  private final InstantSource clock;
  private final Map<String, Restriction> active = new TreeMap<>();
  private final Map<String, DraftBundle> liftings = new HashMap<>();
  private Optional<Instant> lastPause = Optional.empty();

  /**
   * @param admissions in force
   * @param suspensions is told of brakes on whole pharmacies, and asked before they are lifted
   * @param incidents is told of every brake
   * @param before what was published before
   */
  BrakeDesk(
      ControlPublisher publisher,
      ControlSignatures signatures,
      Consumer<Command> trail,
      AdmissionBook admissions,
      Suspensions suspensions,
      Incidents incidents,
      Collection<Restriction> before,
      InstantSource clock) {
    this.publisher = publisher;
    this.signatures = signatures;
    this.trail = trail;
    this.admissions = admissions;
    this.suspensions = suspensions;
    this.incidents = incidents;
    this.clock = clock;
    before.forEach(this::remember);
  }

  private void remember(Restriction brake) {
    active.put(Restrictions.id(brake), brake);
    incidents.add(brake);
    if (brake.getScope() == RestrictionScope.EVERYTHING) {
      lastPause = lastPause.filter(at -> at.isAfter(brake.getImposedAt())).or(() -> at(brake));
    }
  }

  private static Optional<Instant> at(Restriction brake) {
    return Optional.of(brake.getImposedAt());
  }

  /** What holds now, by id. */
  public synchronized Map<String, Restriction> active() {
    Instant now = clock.instant();
    active.values().removeIf(restriction -> !Restrictions.holds(restriction, now));
    liftings.keySet().retainAll(active.keySet());
    return new TreeMap<>(active);
  }

  /**
   * Pulls a brake that a person signed; to stop everything for longer, or again, two. When this
   * returns, it is published.
   *
   * @param record a signed {@link Restrictions#imposed}
   * @return its id
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized String impose(ControlRecord record) {
    ControlPayload payload =
        ControlPayload.read(Bytes.of(record.getPayload()))
            .orElseThrow(() -> new IllegalArgumentException("payload: is no control payload"));
    if (!(payload instanceof ControlPayload.OfRestriction brake)) {
      throw new IllegalArgumentException("payload: is no restriction");
    }
    for (ControlSignature signature : record.getSignatures()) {
      requirePersonal(record, signature);
    }
    int persons =
        (int) record.getSignatures().stream().map(ControlSignature::getKeyId).distinct().count();
    BrakeRules.problem(
            brake.value(),
            persons,
            admissions::isKnown,
            cohort -> admissions.in(cohort).findAny().isPresent(),
            lastPause,
            clock.instant())
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    ControlPublisher.Published published =
        publisher
            .publishDraft(record, signatures)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "payload: is not the first version of a brake, signed by whom it needs"));
    published(brake, published, "admission.restrict");
    remember(brake.value());
    if (brake.value().getScope() == RestrictionScope.PHARMACY) {
      suspensions.suspended(
          brake.value().getPharmacyId(), brake.value().getReason(), published.signers().get(0));
    }
    return brake.header().getId();
  }

  /**
   * How many pharmacies a brake on a cohort stops.
   *
   * @param id of a brake; empty if it does not hold, or is on something else
   */
  public synchronized Optional<Long> reach(String id) {
    return Optional.ofNullable(active.get(id))
        .filter(brake -> brake.getScope() == RestrictionScope.COHORT)
        .map(brake -> admissions.in(brake.getValue()).count());
  }

  /** A brake is pulled by a person; that the desk's own key could do it too is not for others. */
  private void requirePersonal(ControlRecord record, ControlSignature signature) {
    if (!signatures.isOfAuthority(
        TopicCatalogue.ADMISSIONS, Bytes.of(record.getPayload()), signature)) {
      throw new IllegalArgumentException(
          "SIGNATURE_INVALID: a signature is not by a key that the root of trust names for"
              + " admissions, over just this brake. Sign it with a person's key.");
    }
  }

  /**
   * Stops one pharmacy with the desk's own key.
   *
   * @param notice what the pharmacy is told
   */
  synchronized void stop(String pharmacyId, String reason, String notice) {
    ControlPayload.OfRestriction brake =
        Restrictions.imposed(
            RestrictionScope.PHARMACY, pharmacyId, "", reason, Optional.empty(), clock.instant());
    brake.value().setNotice(notice);
    published(brake, publisher.publishBrake(brake), "admission.restrict");
    remember(brake.value());
  }

  /**
   * Requires that nothing but a wave has stopped a pharmacy: what else did has to be lifted first.
   */
  synchronized void requireStoppedByWaveAlone(String pharmacyId) {
    suspensions
        .keepsStopped(pharmacyId, List.of())
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(pharmacyId + ": " + why);
            });
  }

  /** Drafts of the liftings of brakes, for persons to sign. */
  synchronized ControlPayload draftLifting(Restriction brake) {
    return publisher.draftBrake(brake, RestrictionState.LIFTED);
  }

  /** What others published for it: liftings that came with something else. */
  synchronized void lifted(Restriction brake) {
    active.remove(Restrictions.id(brake));
    liftings.remove(Restrictions.id(brake));
  }

  /**
   * The lifting of a brake as it would be published: what a person looks at and signs.
   *
   * @param prefix of its id, so much that no other begins with it
   * @throws IllegalArgumentException if no brake that holds begins with it, or several do
   */
  public synchronized ControlPayload lifting(String prefix) {
    String id = find(prefix);
    requireLiftable(active.get(id), List.of());
    return bundle(id).drafts().get(0);
  }

  private void requireLiftable(Restriction brake, Collection<String> persons) {
    if (isLastOnItsPharmacy(brake)) {
      suspensions
          .keepsStopped(brake.getPharmacyId(), persons)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(why);
              });
    }
  }

  /**
   * Another brake on the same pharmacy keeps it stopped anyway; but not that of a wave, which is
   * lifted with many others.
   */
  private boolean isLastOnItsPharmacy(Restriction brake) {
    return brake.getScope() == RestrictionScope.PHARMACY
        && active.values().stream()
            .noneMatch(
                other ->
                    other.getScope() == RestrictionScope.PHARMACY
                        && other.getPharmacyId().equals(brake.getPharmacyId())
                        && !other.getReason().equals(Reopenings.WAVE_STOPPED)
                        && !Restrictions.id(other).equals(Restrictions.id(brake)));
  }

  private DraftBundle bundle(String id) {
    DraftBundle present = liftings.get(id);
    if (present == null || !publisher.areNext(present.drafts())) {
      present = new DraftBundle(List.of(draftLifting(active.get(id))));
      liftings.put(id, present);
    }
    return present;
  }

  /**
   * A lifting that persons sign.
   *
   * @param id the brake's
   * @param signers how many have
   * @param isLifted whether that was enough
   */
  public record Lifting(String id, int signers, boolean isLifted) {}

  /**
   * Takes a person's signature over a lifting, and publishes it when it is the second one.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public synchronized Lifting lift(String prefix, PersonalSignatures person) {
    String id = find(prefix);
    Restriction brake = active.get(id);
    DraftBundle bundle = bundle(id);
    boolean last = isLastOnItsPharmacy(brake);
    Set<String> persons = new LinkedHashSet<>(bundle.persons());
    persons.add(person.keyId());
    requireLiftable(brake, persons);
    bundle.sign(person, signatures);
    if (bundle.signers() < TWO) {
      return new Lifting(id, bundle.signers(), false);
    }
    ControlPublisher.Published published =
        publisher
            .publishDrafts(bundle.records(), signatures)
            .orElseThrow(() -> new IllegalStateException("no reader would follow the lifting"))
            .get(0);
    published((ControlPayload.OfRestriction) bundle.drafts().get(0), published, "admission.reopen");
    lifted(brake);
    if (last) {
      suspensions.reopened(brake.getPharmacyId(), published.signers());
    }
    return new Lifting(id, bundle.signers(), true);
  }

  /**
   * A brake that says something else to those whom it stops, as it would be published: what a
   * person signs.
   *
   * @param prefix of its id
   */
  public synchronized ControlPayload notice(String prefix, String notice) {
    BrakeRules.notice(notice)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    Restriction brake = active.get(find(prefix));
    return publisher.draftBrake(
        Restriction.newBuilder(brake).setNotice(notice).build(), RestrictionState.ACTIVE);
  }

  /**
   * Publishes a {@link #notice} that a person signed.
   *
   * @return the brake's id
   */
  public synchronized String tell(ControlRecord record) {
    Optional<ControlPayload> payload = ControlPayload.read(Bytes.of(record.getPayload()));
    if (payload.isEmpty()
        || !(payload.get() instanceof ControlPayload.OfRestriction brake)
        || brake.value().getState() != RestrictionState.ACTIVE
        || BrakeRules.notice(brake.value().getNotice()).isPresent()
        || !active().containsKey(brake.header().getId())) {
      throw new IllegalArgumentException("payload: is no notice of a brake that holds");
    }
    record.getSignatures().forEach(signature -> requirePersonal(record, signature));
    ControlPublisher.Published published =
        publisher
            .publishDraft(record, signatures)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "DRAFT_OVERTAKEN: another version was published first. Sign a new one."));
    published(brake, published, "admission.notice");
    active.put(brake.header().getId(), brake.value());
    return brake.header().getId();
  }

  private String find(String prefix) {
    String full = prefix.startsWith(PREFIX) ? prefix : PREFIX + prefix;
    List<String> found = active().keySet().stream().filter(id -> id.startsWith(full)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "id: no brake that holds has it"
              : "id: " + found.size() + " brakes begin with it; give more of it");
    }
    return found.get(0);
  }

  /** The audit names scope, id and keys; pharmacy and reason stand in the record that id names. */
  private void published(
      ControlPayload.OfRestriction brake, ControlPublisher.Published published, String name) {
    published.await();
    trail.accept(
        new Command(
            name,
            published.signers(),
            brake.value().getScope() + " " + brake.header().getId(),
            published.sequence()));
  }
}
