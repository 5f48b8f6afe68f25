package de.siegel.cli.fraud;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Times and dates of a trace, by hand, for there are millions of them. */
final class TraceTime {
  private static final int DATE = "2021-09-01".length();
  private static final int SECOND = "2021-09-01T08:30:00".length();
  private static final int OFFSET = "+02:00".length();
  private static final int NANO_DIGITS = 9;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private TraceTime() {}

  /**
   * A time of RFC 3339.
   *
   * @throws DateTimeException if it is none
   */
  static Instant time(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Instant time = time(bytes, 0, bytes.length);
    if (time == null) {
      throw new DateTimeException("must be a time such as 2021-09-01T08:30:00Z");
    }
    return time;
  }

  /**
   * A date such as 2021-09-01.
   *
   * @throws DateTimeException if it is none
   */
  static LocalDate date(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    LocalDate date = date(bytes, 0, bytes.length);
    if (date == null) {
      throw new DateTimeException("must be a date such as 2021-09-01");
    }
    return date;
  }

  /** The time of RFC 3339 there; null if it is none. */
  static Instant time(byte[] text, int from, int to) {
    if (to - from <= SECOND
        || (text[from + 10] | 0x20) != 't'
        || text[from + 13] != ':'
        || text[from + 16] != ':') {
      return null;
    }
    LocalDate date = date(text, from, from + DATE);
    int hour = number(text, from + 11, 2);
    int minute = number(text, from + 14, 2);
    int second = number(text, from + 17, 2);
    int at = from + SECOND;
    int digits = text[at] == '.' ? digits(text, at + 1, to) : 0;
    int nanos = digits == 0 ? 0 : nanos(text, at + 1, digits);
    at += digits == 0 ? 0 : 1 + digits;
    int offset = offset(text, at, to);
    if (date == null
        || !isWithin(hour, 23)
        || !isWithin(minute, 59)
        || !isWithin(second, 59)
        || nanos < 0
        || offset == Integer.MIN_VALUE) {
      return null;
    }
    long seconds = ((date.toEpochDay() * 24 + hour) * 60 + minute) * 60 + second;
    return Instant.ofEpochSecond(seconds - offset * 60L, nanos);
  }

  /** The date there; null if it is none. */
  static LocalDate date(byte[] text, int from, int to) {
    if (to - from != DATE || text[from + 4] != '-' || text[from + 7] != '-') {
      return null;
    }
    int year = number(text, from, 4);
    int month = number(text, from + 5, 2);
    int day = number(text, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
      return null;
    }
    return LocalDate.of(year, month, day);
  }

  private static int days(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  private static boolean isWithin(int number, int most) {
    return number >= 0 && number <= most;
  }

  /** Minutes before universal time; the smallest number if there stands none. */
  private static int offset(byte[] text, int at, int to) {
    if (at + 1 == to && (text[at] | 0x20) == 'z') {
      return 0;
    }
    if (at + OFFSET != to || text[at] != '+' && text[at] != '-' || text[at + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 4, 2);
    if (!isWithin(hours, 23) || !isWithin(minutes, 59)) {
      return Integer.MIN_VALUE;
    }
    return (text[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  private static int digits(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  /** What is finer than a nanosecond is left out. */
  private static int nanos(byte[] text, int from, int digits) {
    int nanos = number(text, from, Math.min(digits, NANO_DIGITS));
    for (int more = digits; more < NANO_DIGITS; more++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** The digits there; -1 if one is none. */
  private static int number(byte[] text, int from, int count) {
    int number = 0;
    for (int at = from; at < from + count; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
