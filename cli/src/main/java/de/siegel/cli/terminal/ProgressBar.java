package de.siegel.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows how far something is: on a terminal one line that is redrawn, elsewhere a plain line every
 * few seconds. Safe for use by several threads.
 */
public final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BAR_COLUMNS = 24;
  private static final long UNKNOWN = -1;
  private static final double MEGABYTE = 1e6;

  private final PrintWriter writer;
  private final boolean interactive;
  private final int columns;
  private final String label;
  private final long total;
  private final String items;
  private final LongSupplier nanoClock;
  private final long startNanos;

  private long done;
  private long doneItems;
  private long drawnNanos;
  private boolean drawn;
  private boolean closed;

  /**
   * Starts to measure; nothing is shown before the first {@link #advance}.
   *
   * @param terminal shown on its error writer, so that results can be piped
   * @param label what is counted, such as {@code requests}
   * @param total how many there are, empty if unknown
   * @param nanoClock {@code System::nanoTime}, or a test's
   */
  public ProgressBar(Terminal terminal, String label, OptionalLong total, LongSupplier nanoClock) {
    this(terminal, label, "", total, nanoClock);
  }

  private ProgressBar(
      Terminal terminal, String label, String items, OptionalLong total, LongSupplier nanoClock) {
    this.items = items;
    this.writer = terminal.err();
    this.interactive = terminal.errInteractive();
    this.columns = terminal.columns();
    this.label = label;
    this.total = total.orElse(UNKNOWN);
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.drawnNanos = startNanos;
  }

  /**
   * One over a file whose size is known and the number of whose lines is not: on a terminal it also
   * says how many of these are done, and how fast.
   *
   * @param items what stands in the file, such as {@code lines}
   * @param bytes size of the file
   */
  public static ProgressBar ofBytes(
      Terminal terminal, String items, long bytes, LongSupplier nanoClock) {
    return new ProgressBar(terminal, "bytes", items, OptionalLong.of(bytes), nanoClock);
  }

  /** Counts further bytes as done, and what stood in them. */
  public synchronized void advance(long moreBytes, long moreItems) {
    doneItems += moreItems;
    advance(moreBytes);
  }

  /** Counts further ones as done and draws if it is time. */
  public synchronized void advance(long more) {
    done += more;
    long now = nanoClock.getAsLong();
    long pause = interactive ? REDRAW_NANOS : PLAIN_NANOS;
    boolean first = interactive && !drawn;
    if (!closed && (first || now - drawnNanos >= pause)) {
      draw(now);
    }
  }

  /** Writes a note without breaking the bar. */
  public synchronized void note(String line) {
    if (interactive && drawn && !closed) {
      writer.print("\r\u001b[K");
    }
    writer.println(line);
    if (interactive && drawn && !closed) {
      draw(nanoClock.getAsLong());
    }
    writer.flush();
  }

  /** Draws the last state and leaves the line. Further calls do nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      draw(nanoClock.getAsLong());
      closed = true;
      if (interactive) {
        writer.println();
        writer.flush();
      }
    }
  }

  private void draw(long now) {
    drawn = true;
    drawnNanos = now;
    if (interactive) {
      // The last column stays free: some terminals wrap when it is written.
      writer.print("\r" + TextWidth.cut(text(now), columns - 1) + "\u001b[K");
    } else {
      writer.println(text(now));
    }
    writer.flush();
  }

  private String text(long now) {
    double seconds = Math.max(now - startNanos, 1) / 1e9;
    double rate = done / seconds;
    StringBuilder text = new StringBuilder();
    if (interactive && total > 0) {
      int filled = (int) (BAR_COLUMNS * Math.min(done, total) / total);
      text.append("█".repeat(filled)).append("░".repeat(BAR_COLUMNS - filled)).append(' ');
    }
    if (interactive && !items.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT, "%.1f/%.1f MB  ", done / MEGABYTE, Math.max(total, done) / MEGABYTE));
      counted(text, number(doneItems) + ' ' + items, doneItems / seconds);
    } else {
      counted(text, number(done) + (total >= 0 ? '/' + number(total) : "") + ' ' + label, rate);
    }
    boolean finished = total >= 0 && done >= total;
    if (total > done && done > 0) {
      text.append(time((long) Math.ceil((total - done) / rate))).append(" left");
    } else if (finished || total < 0) {
      text.append("after ").append(time(Math.round(seconds)));
    }
    return text.toString().stripTrailing();
  }

  private static void counted(StringBuilder text, String what, double rate) {
    text.append(what).append("  ");
    text.append(rate >= 10 ? number(Math.round(rate)) : String.format(Locale.ROOT, "%.1f", rate));
    text.append("/s  ");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds % 3600 / 60);
  }
}
