package de.siegel.fraudtraces;

import java.time.LocalDate;

/**
 * Days in a row.
 *
 * @param from first day
 * @param days 1 or more
 */
record Period(LocalDate from, int days) {
  // Vaccines, holidays and seasons are those of 2021.
  private static final LocalDate FIRST = LocalDate.of(2021, 6, 1);
  private static final LocalDate LAST = LocalDate.of(2021, 12, 31);

  Period {
    if (days < 1 || from.isBefore(FIRST) || from.plusDays(days - 1L).isAfter(LAST)) {
      throw new IllegalArgumentException(
          days + " days from " + from + " are not all between " + FIRST + " and " + LAST);
    }
  }

  /** The first day after it. */
  LocalDate end() {
    return from.plusDays(days);
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(end());
  }
}
