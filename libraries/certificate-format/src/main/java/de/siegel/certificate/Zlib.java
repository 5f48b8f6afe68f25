package de.siegel.certificate;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** zlib streams (RFC 1950) with a bound on what they may become (C-14). */
final class Zlib {

  static final int MAXIMUM_INFLATED = 64 * 1024;

  // Native memory that takes longer to set up than to use. Nothing of one call is visible to the
  // next, or stays: each ends with reset(); the VM's cleaner frees it with its thread.
  private static final ThreadLocal<Deflater> DEFLATER =
      ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_COMPRESSION));
  private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);

  private Zlib() {}

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = DEFLATER.get();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[bytes.length + 64];
      int length = 0;
      while (!deflater.finished()) {
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        length += deflater.deflate(buffer, length, buffer.length - length);
      }
      return Arrays.copyOf(buffer, length);
    } finally {
      deflater.reset();
    }
  }

  /**
   * @throws DataFormatException when this is not one complete stream of at most 64 KiB and nothing
   *     after it
   */
  static byte[] inflate(byte[] compressed) throws DataFormatException {
    Inflater inflater = INFLATER.get();
    try {
      return inflate(inflater, compressed);
    } finally {
      inflater.reset();
    }
  }

  private static byte[] inflate(Inflater inflater, byte[] compressed) throws DataFormatException {
    inflater.setInput(compressed);
    byte[] buffer = new byte[Math.min(1024, MAXIMUM_INFLATED)];
    int length = 0;
    while (!inflater.finished()) {
      if (length == buffer.length) {
        if (length >= MAXIMUM_INFLATED) {
          throw new DataFormatException("more than 64 KiB after decompression");
        }
        buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAXIMUM_INFLATED));
      }
      int inflated = inflater.inflate(buffer, length, buffer.length - length);
      length += inflated;
      if (inflated == 0 && !inflater.finished() && length < buffer.length) {
        throw new DataFormatException("the stream ends early or needs a dictionary");
      }
    }
    if (inflater.getRemaining() > 0) {
      throw new DataFormatException("bytes follow the end of the stream");
    }
    return Arrays.copyOf(buffer, length);
  }
}
