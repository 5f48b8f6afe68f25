package de.siegel.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  /** A gigabyte without a line feed, then one short line. */
  private static final class Enormous extends InputStream {
    private static final byte[] TAIL = {'\n', 'a'};
    private long left = 1L << 30;
    private int tail;

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in blocks");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left > 0) {
        int count = (int) Math.min(left, length);
        java.util.Arrays.fill(target, offset, offset + count, (byte) 'x');
        left -= count;
        return count;
      }
      if (tail == TAIL.length) {
        return -1;
      }
      target[offset] = TAIL[tail++];
      return 1;
    }
  }

  @Test
  void readsALineLargerThanTheMemoryWithoutHoldingIt() throws IOException {
    // Given: less memory than the line has bytes
    assertThat(Runtime.getRuntime().maxMemory()).isLessThan(1L << 30);
    BoundedLines lines = new BoundedLines(new Enormous(), 65_536);

    BoundedLines.Line first = lines.next();
    BoundedLines.Line second = lines.next();

    assertThat(first.tooLong()).isTrue();
    assertThat(first.bytes()).isEmpty();
    assertThat(second.bytes()).containsExactly('a');
    assertThat(lines.next()).isNull();
  }
}
