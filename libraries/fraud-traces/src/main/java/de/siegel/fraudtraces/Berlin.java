package de.siegel.fraudtraces;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** Clock and calendar of the pharmacies in 2021. */
final class Berlin {
  /** Minutes of a day without a change of the clock. */
  static final int DAY = 1_440;

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** Those of the whole country. */
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          LocalDate.of(2021, 1, 1),
          LocalDate.of(2021, 4, 2),
          LocalDate.of(2021, 4, 5),
          LocalDate.of(2021, 5, 1),
          LocalDate.of(2021, 5, 13),
          LocalDate.of(2021, 5, 24),
          LocalDate.of(2021, 10, 3),
          LocalDate.of(2021, 12, 25),
          LocalDate.of(2021, 12, 26));

  private Berlin() {}

  /** A minute as the clock on the wall shows it; {@link #DAY} is the next midnight. */
  static Instant at(LocalDate day, int minute) {
    return day.atStartOfDay().plusMinutes(minute).atZone(ZONE).toInstant();
  }

  static LocalDate day(Instant time) {
    return time.atZone(ZONE).toLocalDate();
  }

  /** Minute of the day as the clock on the wall shows it. */
  static int minute(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    return local.getHour() * 60 + local.getMinute();
  }

  static boolean holiday(LocalDate day) {
    return HOLIDAYS.contains(day);
  }

  static boolean sundayOrHoliday(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SUNDAY || holiday(day);
  }

  /** Christmas Eve and New Year's Eve, on which shops close at midday. */
  static boolean halfDay(LocalDate day) {
    return day.getMonthValue() == 12 && (day.getDayOfMonth() == 24 || day.getDayOfMonth() == 31);
  }
}
