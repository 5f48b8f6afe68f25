package de.siegel.cli.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream at line feeds without ever holding more of a line than a bound. A carriage return
 * before the line feed belongs to the line's end; a byte order mark at the very start is skipped.
 */
public final class BoundedLines {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** One line without its end; the bytes are of no use when it was longer than the bound. */
  public record Line(byte[] bytes, boolean tooLong) {}

  private final InputStream stream;
  private final int maximumBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean first = true;

  public BoundedLines(InputStream stream, int maximumBytes) {
    this.stream = stream;
    this.maximumBytes = maximumBytes;
  }

  /** The next line, or null at the end. A line feed at the end of the stream begins no line. */
  public Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    Line whole = first ? null : wholeInBuffer();
    if (whole != null) {
      return whole;
    }
    // Room for the byte order mark and the carriage return, which do not count.
    int keep = maximumBytes + BYTE_ORDER_MARK.length + 1;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    boolean ended = false;
    while (!ended && (position < limit || fill())) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, Math.min(end - position, keep + 1 - line.size()));
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return finish(line.toByteArray());
  }

  /** Most lines are there whole, and are copied once then; null of others. */
  private Line wholeInBuffer() {
    byte[] bytes = buffer;
    int most = limit;
    int end = position;
    while (end < most && bytes[end] != '\n') {
      end++;
    }
    if (end == most || end - position > maximumBytes) {
      return null;
    }
    int to = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
    Line line = new Line(Arrays.copyOfRange(buffer, position, to), false);
    position = end + 1;
    return line;
  }

  private Line finish(byte[] raw) {
    int from = first && startsWithMark(raw) ? BYTE_ORDER_MARK.length : 0;
    first = false;
    int to = raw.length > from && raw[raw.length - 1] == '\r' ? raw.length - 1 : raw.length;
    boolean tooLong = to - from > maximumBytes;
    return new Line(tooLong ? new byte[0] : Arrays.copyOfRange(raw, from, to), tooLong);
  }

  private static boolean startsWithMark(byte[] raw) {
    return raw.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(raw, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, stream.read(buffer));
    return limit > 0;
  }
}
