package de.siegel.fraudrules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * A moment as people in a pharmacy see it: Europe/Berlin, whose clocks change twice a year.
 *
 * @param second seconds since 1970, UTC
 * @param day the local date as days since 1970-01-01
 * @param minute minute of the local day, 0 to 1439
 */
public record Moment(long second, int day, int minute) {
  private static final ZoneRules BERLIN = ZoneId.of("Europe/Berlin").getRules();
  private static final int DAY_SECONDS = 86_400;

  /** 1970-01-01 was a Thursday. */
  private static final int EPOCH_WEEKDAY = 3;

  /** Of an instant. */
  public static Moment of(Instant at) {
    long local = at.getEpochSecond() + BERLIN.getOffset(at).getTotalSeconds();
    return new Moment(
        at.getEpochSecond(),
        (int) Math.floorDiv(local, DAY_SECONDS),
        Math.floorMod(local, DAY_SECONDS) / 60);
  }

  /** Hour of the local day, 0 to 23. */
  public int hour() {
    return minute / 60;
  }

  /** 0 Monday to 6 Sunday. */
  public int weekday() {
    return weekday(day);
  }

  /** Of a day since 1970-01-01: 0 Monday to 6 Sunday. */
  public static int weekday(int day) {
    return Math.floorMod(day + EPOCH_WEEKDAY, 7);
  }
}
