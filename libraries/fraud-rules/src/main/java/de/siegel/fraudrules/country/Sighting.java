package de.siegel.fraudrules.country;

import java.nio.ByteBuffer;

/**
 * That a pharmacy uses a batch, said once and again after weeks.
 *
 * @param batch token of product and batch, not 0
 * @param pharmacy token of the pharmacy
 * @param day of the request, in days since 1970, Europe/Berlin
 */
public record Sighting(long batch, long pharmacy, int day) {
  /** How many bytes one has. */
  public static final int BYTES = 8 + 8 + 4;

  /** As bytes. */
  public byte[] encode() {
    return ByteBuffer.allocate(BYTES).putLong(batch).putLong(pharmacy).putInt(day).array();
  }

  /**
   * From bytes.
   *
   * @throws IllegalArgumentException if they are none of a sighting
   */
  public static Sighting decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a sighting has another length");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Sighting(in.getLong(), in.getLong(), in.getInt());
  }
}
