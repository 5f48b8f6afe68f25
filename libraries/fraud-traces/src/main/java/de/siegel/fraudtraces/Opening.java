package de.siegel.fraudtraces;

/**
 * Hours in which a pharmacy is open each week, but for public holidays.
 *
 * @param dayOfWeek 1 (Monday) to 7
 * @param opens minute of the day, Europe/Berlin
 * @param closes minute of the day, at most 1440
 */
public record Opening(int dayOfWeek, int opens, int closes) {
  public Opening {
    if (dayOfWeek < 1 || dayOfWeek > 7 || opens < 0 || closes <= opens || closes > 1_440) {
      throw new IllegalArgumentException(
          "no opening: day " + dayOfWeek + ", " + opens + " to " + closes);
    }
  }

  String json() {
    return new JsonLine()
        .number("dayOfWeek", dayOfWeek)
        .number("opens", opens)
        .number("closes", closes)
        .end();
  }
}
