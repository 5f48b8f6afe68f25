package de.siegel.cli.fraud.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** Requests of each hour of the week: a row a weekday, a column an hour. */
final class WeekHeat {
  private static final int HOURS = 24;
  private static final int WEEKDAYS = 7;
  private static final int CELL_WIDTH = 38;
  private static final int CELL_HEIGHT = 24;
  private static final int TOO_WIDE = 1_000;

  private final OwnCounts counts;

  WeekHeat(OwnCounts counts) {
    this.counts = counts;
  }

  void draw(Graphics2D to, double left, double top) {
    ReportPicture.text(
        to,
        "Anfragen nach Uhrzeit und Wochentag (dunkler: mehr)",
        20,
        top - 30,
        14,
        Font.BOLD,
        ReportPicture.INK);
    for (int hour = 0; hour < HOURS; hour++) {
      ReportPicture.textAround(
          to,
          String.format(Locale.ROOT, "%02d", hour),
          left + CELL_WIDTH * (hour + 0.5),
          top - 6,
          11,
          ReportPicture.GREY);
    }
    int most = most();
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
      double y = top + weekday * CELL_HEIGHT;
      ReportPicture.textBefore(
          to, GermanText.WEEKDAYS.get(weekday), left - 8, y + 16, 12, ReportPicture.INK);
      for (int hour = 0; hour < HOURS; hour++) {
        cell(to, left + hour * CELL_WIDTH, y, weekday, hour, most);
      }
    }
  }

  private void cell(Graphics2D to, double x, double y, int weekday, int hour, int most) {
    int count = counts.inWeek(weekday, hour);
    Palette palette =
        counts.hours().whollyOutside(weekday, hour) ? Palette.OUTSIDE : Palette.WITHIN;
    Color ground = palette.of(count, most);
    to.setColor(ground);
    to.fill(new Rectangle2D.Double(x, y, CELL_WIDTH - 2, CELL_HEIGHT - 2));
    if (count > 0) {
      ReportPicture.textAround(
          to,
          count < TOO_WIDE ? Integer.toString(count) : count / TOO_WIDE + " Tsd",
          x + CELL_WIDTH / 2.0 - 1,
          y + 15,
          11,
          Palette.inkOn(ground));
    }
  }

  private int most() {
    int most = 0;
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
      for (int hour = 0; hour < HOURS; hour++) {
        most = Math.max(most, counts.inWeek(weekday, hour));
      }
    }
    return most;
  }
}
