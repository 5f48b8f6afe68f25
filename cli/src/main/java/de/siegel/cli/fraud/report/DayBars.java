package de.siegel.cli.fraud.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.time.LocalDate;

/** Requests of each day as a bar, those outside opening hours on top of the others. */
final class DayBars {
  private static final int HEIGHT = 240;
  private static final int LABEL = 75;
  private static final int TICKS = 4;
  private static final int[] ROUND = {1, 2, 5};

  private final OwnCounts counts;

  DayBars(OwnCounts counts) {
    this.counts = counts;
  }

  void draw(Graphics2D to, double left, double top, double width) {
    int days = counts.period().days();
    int highest = highest();
    double bottom = top + HEIGHT;
    ReportPicture.text(to, "Anfragen je Tag", 20, top - 12, 14, Font.BOLD, ReportPicture.INK);
    for (int tick = 0; tick <= highest; tick += highest / TICKS) {
      double y = bottom - (double) HEIGHT * tick / highest;
      to.setColor(ReportPicture.LINE);
      to.draw(new Line2D.Double(left, y, left + width, y));
      ReportPicture.textBefore(
          to, GermanText.number(tick), left - 6, y + 4, 11, ReportPicture.GREY);
    }
    double step = width / days;
    int labelled = Math.max(1, (int) Math.ceil(LABEL / step));
    for (int day = 0; day < days; day++) {
      double x = left + step * day;
      bar(to, x, bottom, step * 0.85, counts.day(day), highest);
      if (day % labelled == 0) {
        label(to, counts.period().from().plusDays(day), x, bottom);
      }
    }
  }

  private static void bar(
      Graphics2D to, double x, double bottom, double width, OwnCounts.Count count, int highest) {
    double outside = (double) HEIGHT * count.outside() / highest;
    double all = (double) HEIGHT * count.all() / highest;
    if (all > outside) {
      to.setColor(Palette.WITHIN.full());
      to.fill(new Rectangle2D.Double(x, bottom - all + outside, width, all - outside));
    }
    if (outside > 0) {
      to.setColor(Palette.OUTSIDE.full());
      to.fill(new Rectangle2D.Double(x, bottom - all, width, outside));
    }
  }

  private static void label(Graphics2D to, LocalDate day, double x, double bottom) {
    to.setColor(ReportPicture.GREY);
    to.draw(new Line2D.Double(x, bottom, x, bottom + 5));
    ReportPicture.text(
        to,
        GermanText.weekday(day) + " " + GermanText.day(day).substring(0, 6),
        x,
        bottom + 18,
        11,
        Font.PLAIN,
        ReportPicture.GREY);
  }

  /** The top of the scale: the most of a day, rounded up to what can be divided. */
  private int highest() {
    int most = 1;
    for (int day = 0; day < counts.period().days(); day++) {
      most = Math.max(most, counts.day(day).all());
    }
    for (int power = 1; ; power *= 10) {
      for (int round : ROUND) {
        if (TICKS * round * power >= most) {
          return TICKS * round * power;
        }
      }
    }
  }
}
