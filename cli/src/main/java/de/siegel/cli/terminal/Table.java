package de.siegel.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines up cells in columns, within a width; the last column wraps, the others are cut. */
public final class Table {

  /** One column. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private static final String GAP = "  ";
  private static final int NARROWEST_COLUMN = 8;

  private final List<String> headings;
  private final List<Align> aligns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> headings, List<Align> aligns) {
    this.headings = headings;
    this.aligns = aligns;
  }

  /** A table whose columns are all left-aligned; empty headings give a table without a head. */
  public static Table of(String... headings) {
    return new Table(List.of(headings), Arrays.stream(headings).map(h -> Align.LEFT).toList());
  }

  /** What stands in a cell: the text, or a dash where there is none. */
  public static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** A table without a head. */
  public static Table headless(int columns) {
    String[] headings = new String[columns];
    Arrays.fill(headings, "");
    return of(headings);
  }

  /** The same head with one column aligned otherwise; only before rows are added. */
  public Table align(int column, Align align) {
    List<Align> changed = new ArrayList<>(aligns);
    changed.set(column, align);
    return new Table(headings, List.copyOf(changed));
  }

  /**
   * Adds a row. What no terminal should get is replaced ({@link TextWidth#clean(String)}).
   *
   * @throws IllegalArgumentException when there are not as many cells as columns
   */
  public Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row has as many cells as the table has columns");
    }
    rows.add(Arrays.stream(cells).map(TextWidth::clean).toList());
    return this;
  }

  /** Whether no row was added. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The finished lines, none wider than {@code columns} as far as that leaves each column readable.
   */
  public List<String> lines(int columns, Style style) {
    int[] widths = widths(columns);
    List<String> lines = new ArrayList<>();
    if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
      lay(headings, widths).forEach(line -> lines.add(style.strong(line)));
    }
    rows.forEach(row -> lines.addAll(lay(row, widths)));
    return lines;
  }

  private List<String> lay(List<String> cells, int[] widths) {
    int last = widths.length - 1;
    List<String> tail = TextWidth.wrap(cells.get(last), widths[last]);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < tail.size(); line++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < last; column++) {
        String cell = line == 0 ? TextWidth.cut(cells.get(column), widths[column]) : "";
        text.append(fill(cell, column, widths[column])).append(GAP);
      }
      text.append(fill(tail.get(line), last, widths[last]));
      lines.add(text.toString().stripTrailing());
    }
    return lines;
  }

  private String fill(String cell, int column, int width) {
    return switch (aligns.get(column)) {
      case LEFT -> TextWidth.pad(cell, width);
      case RIGHT -> TextWidth.padLeft(cell, width);
    };
  }

  private int[] widths(int columns) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = TextWidth.of(headings.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], TextWidth.of(row.get(column)));
      }
    }
    // The widest column gives way first: it hurts least there.
    int room = columns - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = 0;
      for (int column = 1; column < widths.length; column++) {
        widest = widths[column] >= widths[widest] ? column : widest;
      }
      if (widths[widest] <= NARROWEST_COLUMN) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }
}
