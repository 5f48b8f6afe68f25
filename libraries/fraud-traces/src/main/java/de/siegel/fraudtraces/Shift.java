package de.siegel.fraudtraces;

import java.time.Instant;

/** Who works at a terminal for some hours. */
record Shift(Span span, Seat seat) {
  boolean covers(Instant time) {
    return span.contains(time);
  }
}
