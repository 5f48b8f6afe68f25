package de.siegel.sessionauthority.domain;

import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long a session may last. Who is closed issues nothing: in 2021 a third of a night did. */
public final class OpeningTimes {
  /** No session lasts longer. */
  public static final Duration LONGEST = Duration.ofHours(4);

  /** People come early and stay late by so much. */
  public static final Duration MARGIN = Duration.ofMinutes(30);

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int MINUTES_A_DAY = 24 * 60;

  private OpeningTimes() {}

  /** Somebody may be expected there. */
  private record Open(Instant from, Instant to) {
    boolean isAt(Instant now) {
      return !now.isBefore(from.minus(MARGIN)) && now.isBefore(until());
    }

    Instant until() {
      return to.plus(MARGIN);
    }
  }

  /**
   * When a session ends that begins now.
   *
   * @param hours of the pharmacy; none: it is open around the clock
   * @param duties of the pharmacy besides
   * @return empty if the pharmacy is closed
   */
  public static Optional<Instant> end(List<OpeningHours> hours, List<Duty> duties, Instant now) {
    Instant longest = now.plus(LONGEST);
    if (hours.isEmpty()) {
      return Optional.of(longest);
    }
    return Stream.concat(around(now, hours), onDuty(duties))
        .filter(open -> open.isAt(now))
        .map(Open::until)
        .max(Comparator.naturalOrder())
        .map(until -> until.isBefore(longest) ? until : longest);
  }

  /** Yesterday's and tomorrow's too: the margins reach over midnight. */
  private static Stream<Open> around(Instant now, List<OpeningHours> hours) {
    ZonedDateTime local = now.atZone(ZONE);
    return IntStream.rangeClosed(-1, 1)
        .mapToObj(day -> local.toLocalDate().plusDays(day).atStartOfDay(ZONE))
        .flatMap(
            midnight ->
                hours.stream()
                    .filter(one -> one.getDayOfWeek() == midnight.getDayOfWeek().getValue())
                    .filter(OpeningTimes::isPossible)
                    .map(
                        one ->
                            new Open(at(midnight, one.getOpens()), at(midnight, one.getCloses()))));
  }

  private static Stream<Open> onDuty(List<Duty> duties) {
    return duties.stream()
        .filter(duty -> duty.getFrom().isBefore(duty.getTo()))
        .map(duty -> new Open(duty.getFrom(), duty.getTo()));
  }

  /** By the clock on the wall, also on the days on which it is changed. */
  private static Instant at(ZonedDateTime midnight, int minute) {
    return minute == MINUTES_A_DAY
        ? midnight.plusDays(1).toInstant()
        : midnight.toLocalDate().atTime(minute / 60, minute % 60).atZone(ZONE).toInstant();
  }

  /** What cannot be is no opening time. */
  private static boolean isPossible(OpeningHours hours) {
    return hours.getOpens() >= 0
        && hours.getOpens() < hours.getCloses()
        && hours.getCloses() <= MINUTES_A_DAY;
  }
}
