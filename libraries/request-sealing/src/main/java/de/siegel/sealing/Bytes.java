package de.siegel.sealing;

import java.nio.ByteBuffer;

/** Between the byte buffers of Avro and plain arrays. */
public final class Bytes {
  private Bytes() {}

  /** A copy of what is left in the buffer; the buffer's position does not move. */
  public static byte[] of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
