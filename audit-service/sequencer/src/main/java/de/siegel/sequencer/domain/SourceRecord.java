package de.siegel.sequencer.domain;

import java.util.Objects;

/**
 * A committed record of audit.events.
 *
 * @param partition its partition, from 0
 * @param offset its offset in it
 * @param key its key; null if it has none
 * @param value its bytes; null if it has none
 */
public record SourceRecord(int partition, long offset, byte[] key, byte[] value) {

  /** Where a record stands in audit.events; as text it is the header {@code source} of its leaf. */
  public record Position(int partition, long offset) {
    private static final int MOST_CHARACTERS = 32;

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Position parse(String text) {
      Objects.requireNonNull(text);
      int colon = text.indexOf(':');
      if (colon < 1 || text.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException("a source position is partition:offset");
      }
      return new Position(
          Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
      return partition + ":" + offset;
    }
  }

  /** Where it stands. */
  public Position position() {
    return new Position(partition, offset);
  }

  // Two records are the same if they stand in the same place: a log never changes.
  @Override
  public boolean equals(Object other) {
    return other instanceof SourceRecord record && position().equals(record.position());
  }

  @Override
  public int hashCode() {
    return position().hashCode();
  }

  @Override
  public String toString() {
    return position().toString();
  }
}
