package de.siegel.certificate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Dates of the form {@code (19|20)YY-MM-DD}, read by hand: a certificate's dates are read six times
 * on its way, and pattern and parser of the platform take ten times as long.
 */
final class IsoDate {
  private static final int LENGTH = 10;

  private IsoDate() {}

  /** The date, or empty when the text has another form or names no real day. */
  static Optional<LocalDate> parse(String text) {
    if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return Optional.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, LENGTH);
    if (year < 1900 || year > 2099 || month < 0 || day < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      // Thirty days have some months.
      return Optional.empty();
    }
  }

  /** The number between two places, or -1 if there is anything but digits 0-9. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
