package de.siegel.cli.fraud.alerts;

import de.siegel.cli.fraud.explain.RequestPlace;
import de.siegel.cli.fraud.explain.RuleWords;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.schemas.event.FraudAlert;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Alerts in columns that are as wide as the widest cell so far; nothing is cut. What the rule says
 * stands in the last column, or where there is no room for it, in lines of its own beneath.
 */
final class AlertTable implements AlertFormat {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
          .withZone(ZoneId.of("Europe/Berlin"));
  private static final List<String> HEADINGS =
      List.of(
          "time in Germany", "pharmacy", "rule", "outcome", "since", "requests", "score", "place");
  private static final String MEANS = "means";
  private static final int REQUESTS = 5;
  private static final int SCORE = 6;
  private static final String GAP = "  ";
  private static final String INDENT = "    ";

  /** With less room, words stand beneath. */
  private static final int LEAST_ROOM = 40;

  private final int columns;
  private final Style style;
  private final int[] widths = HEADINGS.stream().mapToInt(TextWidth::of).toArray();
  private boolean begun;

  /**
   * @param columns of the terminal
   */
  AlertTable(int columns, Style style) {
    this.columns = columns;
    this.style = style;
  }

  @Override
  public List<String> lines(List<FraudAlert> alerts) {
    List<List<String>> rows = alerts.stream().map(AlertTable::cells).toList();
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], TextWidth.of(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    if (!begun && !rows.isEmpty()) {
      begun = true;
      String head = fill(HEADINGS);
      lines.add(style.strong(hasRoom(head) ? head + MEANS : head.stripTrailing()));
    }
    for (int n = 0; n < rows.size(); n++) {
      FraudAlert alert = alerts.get(n);
      add(
          lines,
          fill(rows.get(n)),
          TextWidth.clean(RuleWords.of(alert.getRule(), alert.getEvidence())));
    }
    return lines;
  }

  private void add(List<String> lines, String cells, String words) {
    if (!hasRoom(cells)) {
      lines.add(cells.stripTrailing());
      TextWidth.wrap(words, Math.max(LEAST_ROOM, columns) - INDENT.length())
          .forEach(line -> lines.add(INDENT + line));
      return;
    }
    String before = cells;
    for (String line : TextWidth.wrap(words, columns - TextWidth.of(cells))) {
      lines.add(before + line);
      before = " ".repeat(TextWidth.of(cells));
    }
  }

  private boolean hasRoom(String cells) {
    return columns - TextWidth.of(cells) >= LEAST_ROOM;
  }

  private static List<String> cells(FraudAlert alert) {
    return List.of(
        LOCAL.format(alert.getAt()),
        TextWidth.clean(alert.getPharmacyId()),
        TextWidth.clean(alert.getRule()),
        TextWidth.clean(alert.getOutcome()),
        LOCAL.format(alert.getSince()),
        Integer.toString(alert.getRequests()),
        Integer.toString(alert.getScore()),
        RequestPlace.text(alert.getSourcePartition(), alert.getSourceOffset()));
  }

  private String fill(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(
              column == REQUESTS || column == SCORE
                  ? TextWidth.padLeft(cell, widths[column])
                  : TextWidth.pad(cell, widths[column]))
          .append(GAP);
    }
    return line.toString();
  }
}
