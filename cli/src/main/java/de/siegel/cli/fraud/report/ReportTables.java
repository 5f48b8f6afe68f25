package de.siegel.cli.fraud.report;

import de.siegel.cli.fraud.report.OwnCounts.Count;
import de.siegel.cli.fraud.report.OwnCounts.Seat;
import de.siegel.cli.terminal.TextWidth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of a report, before they are text or HTML.
 *
 * @param title above it
 * @param head names of the columns
 * @param names how many columns are names; the others are numbers
 * @param rows cells, free of control characters
 */
record ReportTables(String title, List<String> head, int names, List<List<String>> rows) {
  private static final int MOST_SEATS = 200;

  static List<ReportTables> of(OwnCounts counts) {
    return List.of(days(counts), week(counts), seats(counts));
  }

  private static ReportTables days(OwnCounts counts) {
    List<List<String>> rows = new ArrayList<>();
    for (int number = 0; number < counts.period().days(); number++) {
      LocalDate day = counts.period().from().plusDays(number);
      rows.add(row(List.of(GermanText.weekday(day), GermanText.day(day)), counts.day(number)));
    }
    return new ReportTables("Nach Tagen", head("", "Tag"), 2, rows);
  }

  private static ReportTables seats(OwnCounts counts) {
    List<List<String>> rows = new ArrayList<>();
    List<Map.Entry<Seat, Count>> seats = counts.seats();
    for (Map.Entry<Seat, Count> seat : seats.subList(0, Math.min(MOST_SEATS, seats.size()))) {
      rows.add(
          row(
              List.of(
                  TextWidth.clean(GermanText.orNone(seat.getKey().operator())),
                  TextWidth.clean(GermanText.orNone(seat.getKey().terminal()))),
              seat.getValue()));
    }
    String more =
        seats.size() > MOST_SEATS
            ? " (die " + MOST_SEATS + " häufigsten von " + GermanText.number(seats.size()) + ")"
            : "";
    return new ReportTables(
        "Nach Bedienerkennung und Arbeitsplatz" + more,
        head("Bedienerkennung", "Arbeitsplatz"),
        2,
        rows);
  }

  private static ReportTables week(OwnCounts counts) {
    List<String> head = new ArrayList<>(List.of("Uhr"));
    GermanText.WEEKDAYS.forEach(head::add);
    head.add("Summe");
    List<List<String>> rows = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      List<String> row = new ArrayList<>();
      row.add(String.format(Locale.ROOT, "%02d–%02d", hour, hour + 1));
      int sum = 0;
      for (int weekday = 0; weekday < 7; weekday++) {
        int count = counts.inWeek(weekday, hour);
        sum += count;
        row.add(count == 0 ? "·" : GermanText.number(count));
      }
      row.add(GermanText.number(sum));
      rows.add(row);
    }
    return new ReportTables("Nach Uhrzeit und Wochentag", head, 1, rows);
  }

  private static List<String> head(String first, String second) {
    return List.of(first, second, "Anfragen", "davon außerhalb", "nicht sofort freigegeben");
  }

  private static List<String> row(List<String> names, Count count) {
    List<String> row = new ArrayList<>(names);
    row.add(GermanText.number(count.all()));
    row.add(GermanText.number(count.outside()));
    row.add(GermanText.number(count.stopped()));
    return row;
  }
}
