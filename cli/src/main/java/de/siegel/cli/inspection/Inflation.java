package de.siegel.cli.inspection;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a zlib stream holds, as far as it can be read.
 *
 * @param bytes what was inflated before it ended or broke
 * @param failure why it is no complete stream
 */
record Inflation(byte[] bytes, Optional<String> failure) {
  private static final int MAXIMUM_BYTES = 64 * 1024;

  static Inflation of(byte[] compressed) {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      inflater.setInput(compressed);
      byte[] buffer = new byte[4096];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        bytes.write(buffer, 0, count);
        if (bytes.size() > MAXIMUM_BYTES) {
          return broken(bytes, "it grows over 64 KiB (C-14)");
        }
        if (count == 0 && !inflater.finished()) {
          return broken(bytes, "it ends too early, or needs a dictionary");
        }
      }
      int left = inflater.getRemaining();
      return left == 0
          ? new Inflation(bytes.toByteArray(), Optional.empty())
          : broken(bytes, left + " bytes follow its end");
    } catch (DataFormatException e) {
      return broken(bytes, String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
  }

  private static Inflation broken(ByteArrayOutputStream bytes, String reason) {
    return new Inflation(bytes.toByteArray(), Optional.of(reason));
  }
}
