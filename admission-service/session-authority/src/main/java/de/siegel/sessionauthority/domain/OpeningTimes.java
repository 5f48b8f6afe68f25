package de.siegel.sessionauthority.domain;

import de.siegel.schemas.control.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** How long a session may last. Who is closed issues nothing: in 2021 a third of a night did. */
public final class OpeningTimes {
  /** No session lasts longer. */
  public static final Duration LONGEST = Duration.ofHours(4);

  /** People come early and stay late by so much. */
  public static final Duration MARGIN = Duration.ofMinutes(30);

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int MINUTES_A_DAY = 24 * 60;

  private OpeningTimes() {}

  /**
   * When a session ends that begins now.
   *
   * @param hours of the pharmacy; none: it is open around the clock
   * @return empty if the pharmacy is closed
   */
  public static Optional<Instant> end(List<OpeningHours> hours, Instant now) {
    Instant longest = now.plus(LONGEST);
    if (hours.isEmpty()) {
      return Optional.of(longest);
    }
    ZonedDateTime local = now.atZone(ZONE);
    Optional<Instant> closes = Optional.empty();
    // Yesterday's and tomorrow's too: the margins reach over midnight.
    for (int day = -1; day <= 1; day++) {
      ZonedDateTime midnight = local.toLocalDate().plusDays(day).atStartOfDay(ZONE);
      for (OpeningHours one : hours) {
        if (one.getDayOfWeek() == midnight.getDayOfWeek().getValue() && isPossible(one)) {
          Instant from = at(midnight, one.getOpens()).minus(MARGIN);
          Instant until = at(midnight, one.getCloses()).plus(MARGIN);
          if (!now.isBefore(from) && now.isBefore(until)) {
            closes = Optional.of(closes.filter(until::isBefore).orElse(until));
          }
        }
      }
    }
    return closes.map(until -> until.isBefore(longest) ? until : longest);
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
