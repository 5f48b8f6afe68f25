package de.siegel.cli.fraud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Times and dates of a trace; their usual form by hand, for there are millions of them. */
final class TraceTime {
  private static final int LENGTH = "2021-09-01T08:30:00Z".length();

  private TraceTime() {}

  /**
   * A time of RFC 3339.
   *
   * @throws DateTimeException if it is none
   */
  static Instant time(String text) {
    boolean usual =
        text.length() == LENGTH
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && text.charAt(19) == 'Z';
    int hour = usual ? number(text, 11, 2) : -1;
    int minute = usual ? number(text, 14, 2) : -1;
    int second = usual ? number(text, 17, 2) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return OffsetDateTime.parse(text).toInstant();
    }
    long day = date(text.substring(0, 10)).toEpochDay();
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second);
  }

  /**
   * A date such as 2021-09-01.
   *
   * @throws DateTimeException if it is none
   */
  static LocalDate date(String text) {
    if (text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
      int year = number(text, 0, 4);
      int month = number(text, 5, 2);
      int day = number(text, 8, 2);
      if (year >= 0 && month >= 0 && day >= 0) {
        return LocalDate.of(year, month, day);
      }
    }
    return LocalDate.parse(text);
  }

  /** The digits there; -1 if one is none. */
  private static int number(String text, int from, int count) {
    int number = 0;
    for (int at = from; at < from + count; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
