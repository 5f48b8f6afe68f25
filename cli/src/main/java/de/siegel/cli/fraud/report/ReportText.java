package de.siegel.cli.fraud.report;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** A report as plain text. */
final class ReportText {
  private static final int COLUMNS = 96;

  private ReportText() {}

  /**
   * The text.
   *
   * @param whole whether every decision of these days could be looked at
   */
  static String of(OwnCounts counts, boolean whole) {
    List<String> lines = new ArrayList<>();
    lines.add(TextWidth.clean(GermanText.title(counts)));
    paragraph(lines, GermanText.period(counts.period()));
    paragraph(lines, GermanText.COUNTED);
    paragraph(lines, counts.hours().sentence());
    if (!whole) {
      paragraph(lines, GermanText.NOT_WHOLE);
    }
    paragraph(lines, GermanText.total(counts));
    for (ReportTables table : ReportTables.of(counts)) {
      lines.add("");
      lines.add(table.title());
      lines.addAll(lines(table));
    }
    paragraph(lines, GermanText.QUESTIONS);
    return String.join("\n", lines) + "\n";
  }

  private static void paragraph(List<String> lines, String text) {
    lines.add("");
    lines.addAll(TextWidth.wrap(text, COLUMNS));
  }

  private static List<String> lines(ReportTables table) {
    Table text = Table.of(table.head().toArray(String[]::new));
    for (int column = table.names(); column < table.head().size(); column++) {
      text = text.align(column, Table.Align.RIGHT);
    }
    for (List<String> row : table.rows()) {
      text.row(row.toArray(String[]::new));
    }
    return text.lines(COLUMNS, new Style(false));
  }
}
