package de.siegel.fraudrules;

import java.text.Normalizer;
import java.util.Locale;

/** How the number of a batch is written. */
public final class BatchName {
  /** White space by Unicode, though not by {@link Character}. */
  private static final int NEXT_LINE = 0x85;

  private BatchName() {}

  /**
   * The same for all spellings of one number: Unicode NFC, upper case, without any white space. So
   * a blank or a small letter makes no other batch of it. Not changed by a second time.
   */
  public static String normal(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != NEXT_LINE)
        .forEach(kept::appendCodePoint);
    String composed = Normalizer.normalize(kept, Normalizer.Form.NFC);
    return Normalizer.normalize(composed.toUpperCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
