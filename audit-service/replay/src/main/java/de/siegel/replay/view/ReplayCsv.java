package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Leaves as CSV (RFC 4180): a header line, then a line for each leaf, with the columns of {@link
 * LeafColumn}. Several values in a cell are separated by {@code ; }.
 *
 * <p>A text that a spreadsheet would take for a formula (it begins with {@code = + - @}, a tab or a
 * carriage return) gets an apostrophe before it: terminals and operators are named by pharmacies.
 */
public final class ReplayCsv implements LeafFormat {
  private static final String FORMULA = "=+-@\t\r";

  private final Appendable out;
  private final IsoTimes times = new IsoTimes();
  private final StringBuilder line = new StringBuilder(1024);

  /**
   * Writes the header line.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public ReplayCsv(Appendable out) {
    this.out = out;
    put(LeafColumn.ALL.stream().map(LeafColumn::name).collect(Collectors.joining(",")) + "\r\n");
  }

  @Override
  public void write(Leaf leaf) {
    line.setLength(0);
    for (LeafColumn column : LeafColumn.ALL) {
      if (line.length() > 0) {
        line.append(',');
      }
      Object value = column.value().apply(leaf);
      if (value != null) {
        switch (column.type()) {
          case TIME -> line.append(times.text((Instant) value));
          case NUMBER -> line.append(((Long) value).longValue());
          case TEXT -> text((String) value);
          case TEXTS -> text(joined((List<?>) value));
        }
      }
    }
    put(line.append("\r\n"));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  private static String joined(List<?> texts) {
    return texts.stream().map(Object::toString).collect(Collectors.joining("; "));
  }

  private void text(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    if (!formula && !mustBeQuoted(text)) {
      line.append(text);
      return;
    }
    line.append('"').append(formula ? "'" : "").append(text.replace("\"", "\"\"")).append('"');
  }

  private static boolean mustBeQuoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void put(CharSequence text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
