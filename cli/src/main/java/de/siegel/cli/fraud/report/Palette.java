package de.siegel.cli.fraud.report;

import java.awt.Color;

/** A colour from pale to full; the two differ in blue and yellow, which few eyes confuse. */
enum Palette {
  WITHIN(new Color(0xDE, 0xEB, 0xF7), new Color(0x08, 0x51, 0x9C), new Color(0xF7, 0xFA, 0xFD)),
  OUTSIDE(new Color(0xFE, 0xE0, 0xC0), new Color(0xC4, 0x4E, 0x02), new Color(0xFE, 0xF6, 0xEC));

  private final Color pale;
  private final Color full;
  private final Color nothing;

  Palette(Color pale, Color full, Color nothing) {
    this.pale = pale;
    this.full = full;
    this.nothing = nothing;
  }

  /** Of the most there is. */
  Color full() {
    return full;
  }

  /** Of a number beside the largest one. */
  Color of(int count, int most) {
    if (count == 0) {
      return nothing;
    }
    double share = most <= 1 ? 1 : (count - 1.0) / (most - 1.0);
    return new Color(
        between(pale.getRed(), full.getRed(), share),
        between(pale.getGreen(), full.getGreen(), share),
        between(pale.getBlue(), full.getBlue(), share));
  }

  /** The ink that can be read on it. */
  static Color inkOn(Color ground) {
    double light = 0.299 * ground.getRed() + 0.587 * ground.getGreen() + 0.114 * ground.getBlue();
    return light > 140 ? ReportPicture.INK : Color.WHITE;
  }

  private static int between(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }
}
