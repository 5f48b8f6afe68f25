package de.siegel.replay.view;

import java.time.Instant;

/**
 * ISO 8601 texts of times, as {@link Instant#toString()} has them. Leaves come in the order of
 * time, so that the text up to the second is nearly always that of the leaf before.
 *
 * <p>Not safe for use by several threads.
 */
final class IsoTimes {
  private static final int NANOS_OF_MILLI = 1_000_000;

  private long second = Long.MIN_VALUE;

  /** Text of {@link #second} without its last letter, Z. */
  private String text = "";

  String text(Instant time) {
    int nano = time.getNano();
    if (nano % NANOS_OF_MILLI != 0) {
      return time.toString();
    }
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      String whole = Instant.ofEpochSecond(second).toString();
      text = whole.substring(0, whole.length() - 1);
    }
    if (nano == 0) {
      return text + 'Z';
    }
    int millis = nano / NANOS_OF_MILLI;
    return new StringBuilder(text.length() + 5)
        .append(text)
        .append('.')
        .append((char) ('0' + millis / 100))
        .append((char) ('0' + millis / 10 % 10))
        .append((char) ('0' + millis % 10))
        .append('Z')
        .toString();
  }
}
