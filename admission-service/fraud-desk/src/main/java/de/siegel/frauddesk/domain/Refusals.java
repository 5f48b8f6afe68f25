package de.siegel.frauddesk.domain;

/** Words for refusals. */
final class Refusals {
  private static final int LONGEST = 60;

  private Refusals() {}

  /** What somebody wrote, as it may be shown: short, and nothing that a terminal would follow. */
  static String shown(String text) {
    String clean = text.replaceAll("\\p{C}", "?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }
}
