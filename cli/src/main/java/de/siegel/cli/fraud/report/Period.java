package de.siegel.cli.fraud.report;

import de.siegel.cli.CommandFailure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The days that are counted, as people in a pharmacy see them.
 *
 * @param from the first
 * @param to the last
 */
record Period(LocalDate from, LocalDate to) {
  /** Pharmacies open, and people sleep, by this clock. */
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final int MOST_DAYS = 366;

  /**
   * From two options.
   *
   * @throws CommandFailure if one is no date, or they are no period
   */
  static Period of(String from, String to) {
    Period period = new Period(day("--from", from), day("--to", to));
    if (period.to.isBefore(period.from)) {
      throw CommandFailure.usage("--to must not be before --from; both days are counted.");
    }
    if (period.days() > MOST_DAYS) {
      throw CommandFailure.usage(
          "--from, --to: at most "
              + MOST_DAYS
              + " days are shown in one report, and these are "
              + period.days()
              + ": make several.");
    }
    return period;
  }

  private static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw CommandFailure.usage(
          option + ": must be a day such as 2026-11-23, in " + ZONE + ", but is '" + text + "'.",
          e);
    }
  }

  /** How many days. */
  int days() {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
  }

  /** Whether something happened in it. */
  boolean contains(Instant at) {
    return !at.isBefore(from.atStartOfDay(ZONE).toInstant())
        && at.isBefore(to.plusDays(1).atStartOfDay(ZONE).toInstant());
  }
}
