package de.siegel.fraudrules;

import java.util.List;

/**
 * What a pharmacy declared and admission knows of it.
 *
 * @param openings when it is open every week; empty if it declared nothing: its pattern is learnt
 * @param duties when it has emergency duty besides
 * @param release the last time that analysts released it; {@link Release#NONE} if they never did
 * @param probation whether it was admitted so short a time ago that less is allowed
 * @param pharmacy its token, as deliveries of batches name it; 0 if unknown
 * @param region the first two digits of its postal code, 0 to 99; {@link #NOWHERE} if unknown
 */
public record Profile(
    List<Opening> openings,
    List<Duty> duties,
    Release release,
    boolean probation,
    long pharmacy,
    int region) {
  /** The region of a pharmacy of which none is known. */
  public static final int NOWHERE = -1;

  private static final int MINUTES = 1_440;

  /** Nothing is declared. */
  public static final Profile UNKNOWN = new Profile(List.of(), List.of());

  public Profile {
    openings = List.copyOf(openings);
    duties = List.copyOf(duties);
    if (region < NOWHERE || region > 99) {
      throw new IllegalArgumentException("region: the first two digits of a postal code");
    }
  }

  /** Of a pharmacy of which nothing else is known. */
  public Profile(List<Opening> openings, List<Duty> duties) {
    this(openings, duties, Release.NONE, false, 0, NOWHERE);
  }

  /** The same, released by analysts. */
  public Profile with(Release released) {
    return new Profile(openings, duties, released, probation, pharmacy, region);
  }

  /** The same, on probation or not. */
  public Profile onProbation(boolean so) {
    return new Profile(openings, duties, release, so, pharmacy, region);
  }

  /** The same, of a pharmacy with a token in a region. */
  public Profile of(long token, int where) {
    return new Profile(openings, duties, release, probation, token, where);
  }

  /**
   * Analysts released a pharmacy, under two signatures: holds begun before are void, evidence
   * against it is forgotten once, and what is usual is what they say from then on.
   *
   * @param at event time, in seconds since 1970, above 0; 0 if there was none
   * @param growth how many times as much as before is usual from then on ("a vaccination centre
   *     opened here"), 0.1 to 20; 1 if as much
   */
  public record Release(long at, double growth) {
    /** None was. */
    public static final Release NONE = new Release(0, 1);

    private static final double SMALLEST = 0.1;
    private static final double LARGEST = 20;

    public Release {
      if (at < 0) {
        throw new IllegalArgumentException("release: its time must not be negative");
      }
      if (!(growth >= SMALLEST && growth <= LARGEST)) {
        throw new IllegalArgumentException(
            "release: growth must be from " + SMALLEST + " to " + LARGEST);
      }
    }
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
    return opens(moment, slack) || onDuty(moment, slack);
  }

  /** Whether it is open, with so many minutes before and after, beyond midnight too. */
  private boolean opens(Moment moment, int slack) {
    for (int at = 0; at < openings.size(); at++) {
      Opening opening = openings.get(at);
      int days = Math.floorMod(moment.weekday() - opening.weekday(), 7);
      // The evening before it opens at midnight, the night after it closes then.
      int minute = moment.minute() + MINUTES * (days == 6 ? -1 : days);
      if (minute >= opening.opens() - slack && minute < opening.closes() + slack) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has emergency duty, with so many minutes before and after. */
  public boolean onDuty(Moment moment, int slack) {
    for (int at = 0; at < duties.size(); at++) {
      Duty duty = duties.get(at);
      if (moment.second() >= duty.from() - 60L * slack
          && moment.second() < duty.to() + 60L * slack) {
        return true;
      }
    }
    return false;
  }
}
