package de.siegel.replay.trail;

import java.util.Optional;

/**
 * Where a record stands in a topic of several partitions.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record Position(int partition, long offset) {
  private static final int MOST_CHARACTERS = 32;

  /** Reads the header {@code source} of a leaf, {@code partition:offset}; empty if it is none. */
  static Optional<Position> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Position(
              Integer.parseInt(text.substring(0, colon)),
              Long.parseLong(text.substring(colon + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
