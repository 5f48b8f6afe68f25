package de.siegel.embedded.desk;

import de.siegel.desk.BrakeDesk;
import de.siegel.desk.BrakeDesk.Lifting;
import de.siegel.desk.DeskService;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two persons who pull brakes and lift them, with their own keys. */
public final class TestBrakes {
  private final DeskService desk;
  private final List<AuthorityKey> persons;
  private final Provider provider;
  private final InstantSource clock;

  public TestBrakes(
      DeskService desk, List<AuthorityKey> persons, Provider provider, InstantSource clock) {
    this.desk = desk;
    this.persons = List.copyOf(persons);
    this.provider = provider;
    this.clock = clock;
  }

  /** What holds now, by id. */
  public Map<String, Restriction> active() {
    return desk.brakes().active();
  }

  /**
   * One person pulls a brake. When this returns, it is published.
   *
   * @return its id
   * @see Restrictions#imposed
   * @see BrakeDesk#impose
   */
  public String impose(
      RestrictionScope scope,
      String pharmacyId,
      String value,
      String reason,
      Optional<Duration> length) {
    var now = clock.instant();
    return desk.brakes()
        .impose(
            ControlSignatures.sign(
                Restrictions.imposed(scope, pharmacyId, value, reason, length.map(now::plus), now),
                persons.subList(0, 1),
                provider));
  }

  /**
   * One person says to whom it stops what to do.
   *
   * @see BrakeDesk#tell
   */
  public void tell(String prefix, String notice) {
    desk.brakes()
        .tell(
            ControlSignatures.sign(
                desk.brakes().notice(prefix, notice), persons.subList(0, 1), provider));
  }

  /**
   * Two persons lift it.
   *
   * @return its id
   * @see BrakeDesk#lift
   */
  public String lift(String prefix) {
    Lifting last = null;
    for (AuthorityKey person : persons) {
      last =
          desk.brakes()
              .lift(prefix, Signing.by(person, List.of(desk.brakes().lifting(prefix)), provider));
    }
    if (last == null || !last.isLifted()) {
      throw new IllegalStateException("two persons were not enough: " + last);
    }
    return last.id();
  }
}
