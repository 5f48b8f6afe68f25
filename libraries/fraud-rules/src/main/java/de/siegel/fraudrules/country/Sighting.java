package de.siegel.fraudrules.country;

import java.nio.ByteBuffer;

/**
 * That a pharmacy uses a batch, said once and again after weeks.
 *
 * @param batch token of product and batch, not 0
 * @param pharmacy token of the pharmacy
 * @param day of the request, in days since 1970, Europe/Berlin
 * @param former token of the same under the secret of the quarter before; 0 if that is gone
 */
public record Sighting(long batch, long pharmacy, int day, long former) {
  /** How many bytes one has that has no former token. */
  public static final int BYTES = 8 + 8 + 4;

  private static final int BYTES_OF_BOTH = BYTES + 8;

  /** Under one secret alone. */
  public Sighting(long batch, long pharmacy, int day) {
    this(batch, pharmacy, day, 0);
  }

  /** The same under the former secret alone. */
  Sighting underFormer() {
    return new Sighting(former, pharmacy, day);
  }

  /** As bytes. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(former == 0 ? BYTES : BYTES_OF_BOTH);
    out.putLong(batch).putLong(pharmacy).putInt(day);
    return former == 0 ? out.array() : out.putLong(former).array();
  }

  /**
   * From bytes.
   *
   * @throws IllegalArgumentException if they are none of a sighting
   */
  public static Sighting decode(byte[] bytes) {
    if (bytes.length != BYTES && bytes.length != BYTES_OF_BOTH) {
      throw new IllegalArgumentException("a sighting has another length");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Sighting(
        in.getLong(), in.getLong(), in.getInt(), bytes.length == BYTES_OF_BOTH ? in.getLong() : 0);
  }
}
