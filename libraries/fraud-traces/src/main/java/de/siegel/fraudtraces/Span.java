package de.siegel.fraudtraces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A time in which there can be work.
 *
 * @param from first moment
 * @param to first moment after it
 */
record Span(Instant from, Instant to) {
  long seconds() {
    return to.getEpochSecond() - from.getEpochSecond();
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  /** What is left of it without others, which are in order. */
  List<Span> without(List<Span> others) {
    List<Span> left = new ArrayList<>();
    Instant at = from;
    for (Span other : others) {
      if (other.from.isAfter(at) && at.isBefore(to)) {
        left.add(new Span(at, other.from.isBefore(to) ? other.from : to));
      }
      at = other.to.isAfter(at) ? other.to : at;
    }
    if (at.isBefore(to)) {
      left.add(new Span(at, to));
    }
    return left;
  }
}
