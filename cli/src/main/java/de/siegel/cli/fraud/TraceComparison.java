package de.siegel.cli.fraud;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a second configuration stops otherwise than the first. */
final class TraceComparison {
  private static final String UNLABELLED = "(no label)";
  private static final String HONEST = "honest";
  private static final int SHOWN = 10;

  /** Counts of one label or pharmacy. */
  private static final class Count {
    private long lines;
    private long first;
    private long second;
    private long newly;
    private long freed;

    void add(boolean byFirst, boolean bySecond) {
      lines++;
      first += byFirst ? 1 : 0;
      second += bySecond ? 1 : 0;
      newly += bySecond && !byFirst ? 1 : 0;
      freed += byFirst && !bySecond ? 1 : 0;
    }

    String[] cells(String name) {
      return new String[] {
        name, number(lines), number(first), number(second), number(newly), number(freed)
      };
    }
  }

  private final Map<String, Count> labels = new TreeMap<>();
  private final Map<String, Count> pharmacies = new HashMap<>();

  /** Counts what both decided on a line. */
  void add(TraceLine line, Decision first, Decision second) {
    boolean byFirst = first.outcome() != Outcome.PASS;
    boolean bySecond = second.outcome() != Outcome.PASS;
    String label = line.label().isEmpty() ? UNLABELLED : line.label();
    labels.computeIfAbsent(label, name -> new Count()).add(byFirst, bySecond);
    if (label.equals(HONEST) || label.equals(UNLABELLED)) {
      pharmacies.computeIfAbsent(line.issuer(), name -> new Count()).add(byFirst, bySecond);
    }
  }

  /** The tables, in lines. */
  List<String> lines(int columns, Style style) {
    Table byLabel = table("label");
    labels.forEach((label, count) -> byLabel.row(count.cells(label)));
    List<String> lines = new ArrayList<>(byLabel.lines(columns, style));
    Table byPharmacy = table("honest or unlabelled, by pharmacy");
    pharmacies.entrySet().stream()
        .filter(one -> one.getValue().newly + one.getValue().freed > 0)
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, Count> one) -> -one.getValue().newly - one.getValue().freed)
                .thenComparing(Map.Entry::getKey))
        .limit(SHOWN)
        .forEach(one -> byPharmacy.row(one.getValue().cells(one.getKey())));
    if (!byPharmacy.isEmpty()) {
      lines.add("");
      lines.addAll(byPharmacy.lines(columns, style));
    }
    return lines;
  }

  private static Table table(String what) {
    Table table = Table.of(what, "lines", "stopped by 1st", "by 2nd", "newly stopped", "no longer");
    for (int column = 1; column < 6; column++) {
      table = table.align(column, Table.Align.RIGHT);
    }
    return table;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
