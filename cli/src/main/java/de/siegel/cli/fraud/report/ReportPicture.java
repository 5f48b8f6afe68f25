package de.siegel.cli.fraud.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/**
 * The picture of a report: requests of each day as bars, and of each hour of the week as a heat
 * map. Blue is within opening hours and orange outside, which all kinds of colour-blindness tell
 * apart; each stands in a legend, and darker is more.
 */
final class ReportPicture {
  /** In pixels of the smallest version. */
  static final int WIDTH = 1000;

  /** As {@link #WIDTH}. */
  static final int HEIGHT = 640;

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color GREY = new Color(0x55, 0x55, 0x55);
  static final Color LINE = new Color(0xDD, 0xDD, 0xDD);

  private static final int LEFT = 60;
  private static final int BARS_TOP = 110;
  private static final int HEAT_TOP = 425;

  private final OwnCounts counts;

  ReportPicture(OwnCounts counts) {
    this.counts = counts;
  }

  /** Draws it, from 0, 0 to {@link #WIDTH}, {@link #HEIGHT}. */
  void draw(Graphics2D to) {
    to.setColor(Color.WHITE);
    to.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    text(to, GermanText.title(counts), 20, 30, 18, Font.BOLD, INK);
    text(to, GermanText.period(counts.period()), 20, 52, 12, Font.PLAIN, GREY);
    legend(to);
    new DayBars(counts).draw(to, LEFT, BARS_TOP, WIDTH - LEFT - 20);
    new WeekHeat(counts).draw(to, LEFT, HEAT_TOP);
  }

  private void legend(Graphics2D to) {
    swatch(to, 20, Palette.WITHIN.full());
    text(to, counts.hours().within(), 38, 76, 12, Font.PLAIN, INK);
    swatch(to, 360, Palette.OUTSIDE.full());
    text(to, counts.hours().outside(), 378, 76, 12, Font.PLAIN, INK);
  }

  private static void swatch(Graphics2D to, int left, Color color) {
    to.setColor(color);
    to.fill(new Rectangle2D.Double(left, 65, 13, 13));
  }

  static void text(Graphics2D to, String text, double x, double y, int size, int style, Color ink) {
    to.setFont(new Font(Font.SANS_SERIF, style, size));
    to.setColor(ink);
    to.drawString(text, (float) x, (float) y);
  }

  /** A text that ends there. */
  static void textBefore(Graphics2D to, String text, double x, double y, int size, Color ink) {
    to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    text(to, text, x - to.getFontMetrics().stringWidth(text), y, size, Font.PLAIN, ink);
  }

  /** A text around there. */
  static void textAround(Graphics2D to, String text, double x, double y, int size, Color ink) {
    to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    text(to, text, x - to.getFontMetrics().stringWidth(text) / 2.0, y, size, Font.PLAIN, ink);
  }
}
