package de.siegel.desk.domain;

import de.siegel.identity.control.DeclaredTimes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** When a pharmacy may be declared open and on duty. What is declared too widely stops nobody. */
public final class HoursRules {
  /** Opening hours in a week: four each day. */
  public static final int MOST_HOURS = 28;

  /** No duty lasts longer; the turns that pharmacies take are of a day. */
  public static final Duration LONGEST_DUTY = Duration.ofHours(72);

  /** What ended longer ago drops out; until then whoever looks into a night finds its duty. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** A roster is made for a year. */
  public static final Duration AHEAD = Duration.ofDays(400);

  private HoursRules() {}

  /**
   * An admission after its pharmacy has declared something; its header is still the one before.
   *
   * @param asked nothing may speak against it
   */
  public static Admission after(Admission before, DeclaredHours asked, Instant now) {
    return Admission.newBuilder(before)
        .setOpeningHours(asked.hours().orElse(before.getOpeningHours()))
        .setDuties(
            asked
                .duties()
                .orElseGet(
                    () -> before.getDuties().stream().filter(duty -> !isOver(duty, now)).toList()))
        .build();
  }

  private static boolean isOver(Duty duty, Instant now) {
    return duty.getTo().isBefore(now.minus(KEPT));
  }

  /**
   * What speaks against a declaration.
   *
   * @param before the admission in force; empty if there is none
   * @return the field that is wrong, why, and what to do; empty if nothing does
   */
  public static Optional<String> problem(
      Optional<Admission> before, DeclaredHours asked, Instant now) {
    if (before.isEmpty()) {
      return Optional.of("pharmacyId: no such pharmacy is admitted. Look its id up and name that.");
    }
    return asked
        .hours()
        .flatMap(HoursRules::hours)
        .or(() -> asked.duties().flatMap(duties -> duties(duties, now)))
        .or(() -> dutiesAlone(before.get(), asked, now))
        .or(() -> nothingNew(before.get(), asked, now));
  }

  private static Optional<String> dutiesAlone(Admission before, DeclaredHours asked, Instant now) {
    Admission after = after(before, asked, now);
    return says(
        after.getOpeningHours().isEmpty() && !after.getDuties().isEmpty(),
        "duties: the pharmacy has declared no opening hours and counts as open around the clock, so"
            + " duties would say nothing. Name its hours too.");
  }

  private static Optional<String> nothingNew(Admission before, DeclaredHours asked, Instant now) {
    return says(
        after(before, asked, now).equals(before),
        "open: all of this is declared already, so there is nothing to sign. Name what is to be"
            + " different.");
  }

  private static Optional<String> hours(List<OpeningHours> hours) {
    if (hours.isEmpty()) {
      return Optional.of(
          "open: none is named, and a pharmacy that declared its hours does not take them back."
              + " Leave it out to keep them; around the clock is \"Mo-Su 00:00-24:00\".");
    }
    if (hours.size() > MOST_HOURS) {
      return Optional.of(
          "open: more than " + MOST_HOURS + " times a week. Put those together that touch.");
    }
    return overlapping(
            hours,
            (one, next) ->
                one.getDayOfWeek() == next.getDayOfWeek() && next.getOpens() < one.getCloses(),
            one -> DeclaredTimes.texts(List.of(one)).get(0))
        .map(two -> "open: " + two + " overlap. Name one that has both.");
  }

  private static Optional<String> duties(List<Duty> duties, Instant now) {
    if (duties.size() > DeclaredTimes.MOST_DUTIES) {
      return Optional.of(
          "duties: more than "
              + DeclaredTimes.MOST_DUTIES
              + ". Name the next ones, and the others when some of these are over.");
    }
    return duties.stream()
        .flatMap(duty -> duty(duty, now).stream())
        .findFirst()
        .or(
            () ->
                overlapping(
                        duties,
                        (one, next) -> next.getFrom().isBefore(one.getTo()),
                        DeclaredTimes::text)
                    .map(two -> "duties: " + two + " overlap. Name one that has both."));
  }

  private static Optional<String> duty(Duty duty, Instant now) {
    String named = "duties: " + DeclaredTimes.text(duty);
    return says(
            !duty.getFrom().isBefore(duty.getTo()),
            named + " ends before it begins, or at once. Name its beginning first.")
        .or(
            () ->
                says(
                    Duration.between(duty.getFrom(), duty.getTo()).compareTo(LONGEST_DUTY) > 0,
                    named
                        + " is longer than "
                        + LONGEST_DUTY.toHours()
                        + " h. Look at its dates; if it is right, name two."))
        .or(
            () ->
                says(
                    isOver(duty, now),
                    named
                        + " has been over for more than "
                        + KEPT.toDays()
                        + " days. Leave it out."))
        .or(
            () ->
                says(
                    duty.getFrom().isAfter(now.plus(AHEAD)),
                    named
                        + " begins in more than "
                        + AHEAD.toDays()
                        + " days. Look at its year; if it is right, name it later."));
  }

  /** Whether two neighbours overlap. */
  private interface Overlap<T> {
    boolean of(T one, T next);
  }

  /**
   * Two of a list that overlap.
   *
   * @param ordered by time, so that it is enough to look at neighbours
   */
  private static <T> Optional<String> overlapping(
      List<T> ordered, Overlap<T> overlap, Function<T, String> text) {
    for (int n = 1; n < ordered.size(); n++) {
      if (overlap.of(ordered.get(n - 1), ordered.get(n))) {
        return Optional.of(text.apply(ordered.get(n - 1)) + " and " + text.apply(ordered.get(n)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> says(boolean wrong, String what) {
    return wrong ? Optional.of(what) : Optional.empty();
  }
}
