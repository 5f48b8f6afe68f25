package de.siegel.replay.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A record of audit.log as it stands there.
 *
 * @param offset its offset; not its index, for markers take offsets too
 * @param appendedAt when the broker appended it, by its clock
 * @param index its header {@code index}; empty if there is no valid one
 * @param source its header {@code source}, where in audit.events it came from; empty if there is no
 *     valid one
 * @param value its bytes; null if it has none
 */
public record LogEntry(
    long offset,
    Instant appendedAt,
    Optional<Long> index,
    Optional<Position> source,
    byte[] value) {

  /**
   * Reads the two headers.
   *
   * @param index bytes of the header {@code index}; null if it is absent
   * @param source bytes of the header {@code source}; null if it is absent
   */
  public static LogEntry of(
      long offset, Instant appendedAt, byte[] index, byte[] source, byte[] value) {
    boolean whole = index != null && index.length == Long.BYTES;
    return new LogEntry(
        offset,
        appendedAt,
        whole ? Optional.of(ByteBuffer.wrap(index).getLong()) : Optional.empty(),
        source == null
            ? Optional.empty()
            : Position.parse(new String(source, StandardCharsets.US_ASCII)),
        value);
  }
}
