package de.siegel.certificate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A birth date that may be known only in part (P-01).
 *
 * @param text as in the certificate: full date, year-month, year, or empty
 * @param earliest the first day it can mean; absent when nothing is known
 */
record BirthDate(String text, Optional<LocalDate> earliest) {

  private static final Pattern FORM = Pattern.compile("(19|20)\\d\\d(-\\d\\d)?");

  /** The birth date, or empty when the text has not the form or names no real date. */
  static Optional<BirthDate> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(new BirthDate(text, Optional.empty()));
    }
    if (text.length() == 10) {
      return IsoDate.parse(text).map(day -> new BirthDate(text, Optional.of(day)));
    }
    if (text.length() > 10 || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      LocalDate earliest =
          text.length() == 4
              ? LocalDate.of(Integer.parseInt(text), 1, 1)
              : YearMonth.parse(text).atDay(1);
      return Optional.of(new BirthDate(text, Optional.of(earliest)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  boolean isAfter(LocalDate day) {
    return earliest.isPresent() && earliest.get().isAfter(day);
  }

  @Override
  public String toString() {
    return "BirthDate";
  }
}
