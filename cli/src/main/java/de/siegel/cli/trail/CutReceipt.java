package de.siegel.cli.trail;

import java.nio.charset.StandardCharsets;

/** Tells a receipt of which the end is missing from what is none. */
final class CutReceipt {
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1\n";
  private static final String BLANK = "\n\n";

  private CutReceipt() {}

  /**
   * Whether it begins as a receipt and ends before its last line does: a whole one has an empty
   * line before the checkpoint, another before the signatures, and ends with one of them.
   *
   * @param content of a file that is no receipt
   */
  static boolean is(byte[] content) {
    // Each byte a character: a cut may go through one.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.length() < FIRST_LINE.length()) {
      return !text.isEmpty() && FIRST_LINE.startsWith(text);
    }
    if (!text.startsWith(FIRST_LINE)) {
      return false;
    }
    int checkpoint = text.indexOf(BLANK);
    int signatures = checkpoint < 0 ? -1 : text.indexOf(BLANK, checkpoint + BLANK.length());
    return signatures < 0 || text.endsWith(BLANK) || !text.endsWith("\n");
  }
}
