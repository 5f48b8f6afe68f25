package de.siegel.fraudtraces;

import java.time.Instant;

/**
 * A time for which the roster names a pharmacy, whatever its opening hours.
 *
 * @param from first moment
 * @param to first moment after it
 */
public record Duty(Instant from, Instant to) {
  public Duty {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("no duty: " + from + " to " + to);
    }
  }

  String json() {
    return new JsonLine().text("from", from).text("to", to).end();
  }
}
