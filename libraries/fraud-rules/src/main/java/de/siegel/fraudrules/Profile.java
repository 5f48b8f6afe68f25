package de.siegel.fraudrules;

import java.util.List;

/**
 * What a pharmacy declared and admission knows of it.
 *
 * @param openings when it is open every week; empty if it declared nothing: its pattern is learnt
 * @param duties when it has emergency duty besides
 */
public record Profile(List<Opening> openings, List<Duty> duties) {
  /** Nothing is declared. */
  public static final Profile UNKNOWN = new Profile(List.of(), List.of());

  public Profile {
    openings = List.copyOf(openings);
    duties = List.copyOf(duties);
  }

  /**
   * A time of the week, Europe/Berlin.
   *
   * @param weekday 0 Monday to 6 Sunday
   * @param opens minute of the day, 0 to 1439
   * @param closes minute of the day, later than opens, to 1440
   */
  public record Opening(int weekday, int opens, int closes) {
    public Opening {
      if (weekday < 0 || weekday > 6 || opens < 0 || closes <= opens || closes > 1440) {
        throw new IllegalArgumentException(
            "opening hours: a weekday, and a time from 0 to 1440 minutes that ends after it begins");
      }
    }
  }

  /**
   * An emergency duty.
   *
   * @param from seconds since 1970
   * @param to later than from
   */
  public record Duty(long from, long to) {
    public Duty {
      if (to <= from) {
        throw new IllegalArgumentException("duty: it has to end after it begins");
      }
    }
  }

  /** Whether opening hours are declared. */
  public boolean declares() {
    return !openings.isEmpty();
  }

  /**
   * Whether somebody may be expected there, with so many minutes before and after for who opens up
   * and tidies up.
   */
  public boolean expects(Moment moment, int slack) {
    for (Opening opening : openings) {
      if (opening.weekday() == moment.weekday()
          && moment.minute() >= opening.opens() - slack
          && moment.minute() < opening.closes() + slack) {
        return true;
      }
    }
    for (Duty duty : duties) {
      if (moment.second() >= duty.from() - 60L * slack
          && moment.second() < duty.to() + 60L * slack) {
        return true;
      }
    }
    return false;
  }
}
