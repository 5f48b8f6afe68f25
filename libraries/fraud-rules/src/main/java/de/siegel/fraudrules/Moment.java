package de.siegel.fraudrules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
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

  /** The last one that was asked for. Whichever thread wrote it: it is looked at before use. */
  private static Season latest = Season.of(0);

  /**
   * Between two changes of the clocks.
   *
   * @param from first second
   * @param to the second after the last
   * @param offset seconds that the clocks are ahead
   */
  private record Season(long from, long to, int offset) {
    static Season of(long second) {
      Instant at = Instant.ofEpochSecond(second);
      ZoneOffsetTransition before = BERLIN.previousTransition(at.plusSeconds(1));
      ZoneOffsetTransition after = BERLIN.nextTransition(at);
      return new Season(
          before == null ? Long.MIN_VALUE : before.toEpochSecond(),
          after == null ? Long.MAX_VALUE : after.toEpochSecond(),
          BERLIN.getOffset(at).getTotalSeconds());
    }
  }

  /** Of an instant. */
  public static Moment of(Instant at) {
    long second = at.getEpochSecond();
    Season season = latest;
    if (second < season.from || second >= season.to) {
      season = Season.of(second);
      latest = season;
    }
    long local = second + season.offset;
    return new Moment(
        second, (int) Math.floorDiv(local, DAY_SECONDS), Math.floorMod(local, DAY_SECONDS) / 60);
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
