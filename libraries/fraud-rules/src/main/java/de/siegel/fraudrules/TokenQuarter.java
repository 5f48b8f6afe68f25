package de.siegel.fraudrules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quarter of a year, UTC, whose secret makes the tokens of batches of its requests. For some
 * weeks the secret of the quarter before stands beside it: so what was known of a batch is not lost
 * on the quarter's first day.
 *
 * @param year four digits
 * @param quarter 1 to 4
 */
public record TokenQuarter(int year, int quarter) implements Comparable<TokenQuarter> {
  /** So many days of a quarter the one before it is still of use: what a batch is remembered. */
  public static final int BESIDE_DAYS = 56;

  /** Records come hours after their event time, and what was put aside comes later still. */
  public static final Duration BEHIND = Duration.ofDays(2);

  private static final Pattern ID = Pattern.compile("([1-9][0-9]{3})-Q([1-4])");
  private static final int SMALLEST_YEAR = 1_000;
  private static final int LARGEST_YEAR = 9_999;

  public TokenQuarter {
    if (year < SMALLEST_YEAR || year > LARGEST_YEAR || quarter < 1 || quarter > 4) {
      throw new IllegalArgumentException("a quarter is a year of four digits and 1 to 4");
    }
  }

  /** In which a time is. */
  public static TokenQuarter of(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return new TokenQuarter(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
  }

  /** By its name, such as {@code 2026-Q4}; empty if it is none. */
  public static Optional<TokenQuarter> parse(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new TokenQuarter(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** Its name, such as {@code 2026-Q4}. */
  public String id() {
    return year + "-Q" + quarter;
  }

  /** The one after it. */
  public TokenQuarter next() {
    return quarter == 4 ? new TokenQuarter(year + 1, 1) : new TokenQuarter(year, quarter + 1);
  }

  /** The one before it. */
  public TokenQuarter before() {
    return quarter == 1 ? new TokenQuarter(year - 1, 4) : new TokenQuarter(year, quarter - 1);
  }

  /** Its first day. */
  public LocalDate firstDay() {
    return LocalDate.of(year, 3 * quarter - 2, 1);
  }

  /** When it begins. */
  public Instant begins() {
    return firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Until when the quarter before is of use; by event time, so that a restart changes nothing. */
  public Instant besideUntil() {
    return begins().plus(Duration.ofDays(BESIDE_DAYS));
  }

  /** Until when its secret is needed: while it is beside the next, and for what comes behind. */
  public Instant neededUntil() {
    return next().besideUntil().plus(BEHIND);
  }

  @Override
  public int compareTo(TokenQuarter other) {
    return 4 * (year - other.year) + quarter - other.quarter;
  }
}
