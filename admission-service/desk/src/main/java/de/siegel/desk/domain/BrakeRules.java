package de.siegel.desk.domain;

import de.siegel.identity.control.Reopenings;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.session.PlaceName;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which brakes the desk publishes. Stages check the signatures themselves, and only those. */
public final class BrakeRules {
  /** One person may pause everything once in this time; another pause needs two. */
  public static final Duration PAUSE_AGAIN = Duration.ofHours(24);

  private static final Duration CLOCKS = Duration.ofMinutes(1);
  private static final Pattern COHORT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NOTICE = Pattern.compile("\\P{C}{0,500}");

  /** No controls, overrides or what else a terminal would follow (Unicode category C). */
  private static final Pattern REASON = Pattern.compile("\\P{C}{1,200}");

  private BrakeRules() {}

  /**
   * What speaks against a brake.
   *
   * @param persons how many signed it
   * @param isAdmitted whether there is such a pharmacy
   * @param isCohort whether anybody is in such a cohort
   * @param lastPause when everything was stopped the last time
   * @return the field that is wrong and what it must be; empty if the brake is to be pulled
   */
  public static Optional<String> problem(
      Restriction brake,
      int persons,
      Predicate<String> isAdmitted,
      Predicate<String> isCohort,
      Optional<Instant> lastPause,
      Instant now) {
    return first(
        target(brake, isAdmitted),
        says(
            brake.getScope() == RestrictionScope.COHORT && !isCohort.test(brake.getValue()),
            "value: nobody is in this cohort, so nobody would be stopped"),
        says(
            brake.getReason().isBlank() || !REASON.matcher(brake.getReason()).matches(),
            "reason: must be said, in at most 200 characters, none of them invisible"),
        says(
            brake.getReason().equals(Reopenings.WAVE_STOPPED),
            "reason: this one is the desk's own, for waves; say what happened"),
        says(
            brake.getState() != RestrictionState.ACTIVE,
            "state: must be ACTIVE; a brake is lifted by its lifting"),
        says(
            Duration.between(brake.getImposedAt(), now).abs().compareTo(CLOCKS) > 0,
            "imposedAt: is more than a minute off; set the clock and sign again"),
        length(brake, persons),
        notice(brake.getNotice()),
        says(
            brake.getScope() == RestrictionScope.EVERYTHING
                && persons < 2
                && lastPause.filter(at -> now.isBefore(at.plus(PAUSE_AGAIN))).isPresent(),
            "PAUSE_USED: one person may pause everything once in "
                + PAUSE_AGAIN.toHours()
                + " hours; another pause, or a longer one, needs the signatures of two"));
  }

  /** What speaks against a notice to pharmacies; empty if nothing does. */
  public static Optional<String> notice(String notice) {
    return says(
        !NOTICE.matcher(notice).matches(),
        "notice: must have at most 500 characters, none of them invisible");
  }

  private static Optional<String> target(Restriction brake, Predicate<String> isAdmitted) {
    boolean ofPharmacy =
        switch (brake.getScope()) {
          case PHARMACY, TERMINAL, OPERATOR -> true;
          case EVERYTHING, COHORT, CARD, UNKNOWN -> false;
        };
    boolean withValue =
        brake.getScope() != RestrictionScope.PHARMACY
            && brake.getScope() != RestrictionScope.EVERYTHING;
    return first(
        says(brake.getScope() == RestrictionScope.UNKNOWN, "scope: is not known"),
        says(
            ofPharmacy && !isAdmitted.test(brake.getPharmacyId()),
            "pharmacyId: no such pharmacy is admitted"),
        says(
            !ofPharmacy && !brake.getPharmacyId().isEmpty(),
            "pharmacyId: must be left out for this scope"),
        withValue ? value(brake) : Optional.empty(),
        says(!withValue && !brake.getValue().isEmpty(), "value: must be left out for this scope"));
  }

  private static Optional<String> value(Restriction brake) {
    return switch (brake.getScope()) {
      case TERMINAL, OPERATOR ->
          says(!PlaceName.isOne(brake.getValue()), "value: " + PlaceName.RULE);
      case CARD ->
          says(
              !FINGERPRINT.matcher(brake.getValue()).matches(),
              "value: must be " + FINGERPRINT.pattern());
      case PHARMACY, EVERYTHING, COHORT, UNKNOWN ->
          says(!COHORT.matcher(brake.getValue()).matches(), "value: must be " + COHORT.pattern());
    };
  }

  private static Optional<String> length(Restriction brake, int persons) {
    Instant until = brake.getUntil();
    if (brake.getScope() != RestrictionScope.EVERYTHING) {
      return says(until != null, "minutes: must be left out for this scope");
    }
    return first(
        says(until != null && !until.isAfter(brake.getImposedAt()), "minutes: must be 1 or more"),
        says(
            persons < 2 && !Restrictions.mayBeImposedByOne(brake),
            "minutes: must be 1 to "
                + Restrictions.LONGEST_PAUSE.toMinutes()
                + " for one person; longer needs the signatures of two"));
  }

  private static Optional<String> says(boolean wrong, String what) {
    return wrong ? Optional.of(what) : Optional.empty();
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... problems) {
    for (Optional<String> problem : problems) {
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
