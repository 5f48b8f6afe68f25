package de.siegel.embedded.authority;

import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.servicekit.authority.ControlPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Pulls brakes and lifts them, in a test environment: it holds the keys of both persons who would
 * have to agree.
 */
public final class BrakeDesk {
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_REASON = 200;
  private static final int ONE = 1;
  private static final int TWO = 2;

  private final ControlPublisher publisher;
  private final Consumer<Command> audit;
  private final Set<String> pharmacies;
  private final InstantSource clock;
  private final Map<String, Restriction> active = new TreeMap<>();

  BrakeDesk(
      ControlPublisher publisher,
      Consumer<Command> audit,
      Set<String> pharmacies,
      Collection<Restriction> before,
      InstantSource clock) {
    this.publisher = publisher;
    this.audit = audit;
    this.pharmacies = pharmacies;
    this.clock = clock;
    before.forEach(restriction -> active.put(Restrictions.id(restriction), restriction));
  }

  /** What holds now, by id. */
  public synchronized Map<String, Restriction> active() {
    Instant now = clock.instant();
    active.values().removeIf(restriction -> !Restrictions.holds(restriction, now));
    return new TreeMap<>(active);
  }

  /**
   * Pulls a brake, with the key of one person. When this returns, it is published.
   *
   * @param pharmacyId for PHARMACY, TERMINAL and OPERATOR; else empty
   * @param value the terminal, operator, cohort or card's fingerprint; else empty
   * @param length for EVERYTHING, at most 15 minutes; else empty: until it is lifted
   * @return its id
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized String impose(
      RestrictionScope scope,
      String pharmacyId,
      String value,
      String reason,
      Optional<Duration> length) {
    check(scope, pharmacyId, value, reason, length);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Restriction restriction =
        new Restriction(
            new ControlHeader("", "", 0L, 0L, ByteBuffer.allocate(0), now, ""),
            scope,
            pharmacyId,
            value,
            reason,
            now,
            length.map(now::plus).orElse(null),
            RestrictionState.ACTIVE);
    publish("admission.restrict", restriction, RestrictionState.ACTIVE, ONE);
    String id = Restrictions.id(restriction);
    active.put(id, restriction);
    return id;
  }

  /**
   * Lifts a brake, with the keys of two persons.
   *
   * @param prefix of its id, so much that no other begins with it
   * @return its id
   * @throws IllegalArgumentException if no brake that holds begins with it, or several do
   */
  public synchronized String lift(String prefix) {
    List<String> found =
        active().keySet().stream().filter(id -> id.startsWith("restriction/" + prefix)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "id: no brake that holds has it"
              : "id: " + found.size() + " brakes begin with it; give more of it");
    }
    String id = found.get(0);
    publish("admission.reopen", active.get(id), RestrictionState.LIFTED, TWO);
    active.remove(id);
    return id;
  }

  private void check(
      RestrictionScope scope,
      String pharmacyId,
      String value,
      String reason,
      Optional<Duration> length) {
    boolean ofPharmacy =
        switch (scope) {
          case PHARMACY, TERMINAL, OPERATOR -> true;
          case EVERYTHING, COHORT, CARD -> false;
          case UNKNOWN -> throw new IllegalArgumentException("scope: is not known");
        };
    boolean withValue = scope != RestrictionScope.PHARMACY && scope != RestrictionScope.EVERYTHING;
    if (ofPharmacy != pharmacies.contains(pharmacyId) || !ofPharmacy && !pharmacyId.isEmpty()) {
      throw new IllegalArgumentException(
          "pharmacyId: " + (ofPharmacy ? "no such pharmacy is admitted" : "must be left out"));
    }
    Pattern form = scope == RestrictionScope.CARD ? FINGERPRINT : VALUE;
    if (withValue ? !form.matcher(value).matches() : !value.isEmpty()) {
      throw new IllegalArgumentException(
          "value: " + (withValue ? "must be " + form.pattern() : "must be left out"));
    }
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason: must be said, in at most " + LONGEST_REASON + " characters");
    }
    boolean everything = scope == RestrictionScope.EVERYTHING;
    if (everything != length.isPresent()
        || length
            .filter(
                time ->
                    time.isZero()
                        || time.isNegative()
                        || time.compareTo(Restrictions.LONGEST_PAUSE) > 0)
            .isPresent()) {
      throw new IllegalArgumentException(
          "minutes: " + (everything ? "must be 1 to 15" : "must be left out"));
    }
  }

  /** The audit names scope, id and keys; pharmacy and reason stand in the record that id names. */
  private void publish(
      String name, Restriction restriction, RestrictionState state, int signatures) {
    ControlPublisher.Published published = publisher.publishBrake(restriction, state, signatures);
    published.await();
    audit.accept(
        new Command(
            name,
            published.signers(),
            restriction.getScope() + " " + Restrictions.id(restriction),
            published.sequence()));
  }
}
