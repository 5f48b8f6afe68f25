package de.siegel.certificate;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** What one character of a name becomes (N-02, N-03). */
final class Transliteration {

  private static final String[] ASCII = ascii();
  private static final Map<Integer, String> TABLE = table();

  private Transliteration() {}

  /**
   * The letters for one code point of an NFC text: upper-case letters, {@code <}, nothing for
   * characters that are dropped, or null when the character cannot be written.
   */
  static String of(int codePoint) {
    if (codePoint < ASCII.length) {
      return ASCII[codePoint];
    }
    String listed = TABLE.get(codePoint);
    if (listed != null) {
      return listed;
    }
    int type = Character.getType(codePoint);
    if (type == Character.SPACE_SEPARATOR || type == Character.DASH_PUNCTUATION) {
      return "<";
    }
    return Character.isLetter(codePoint) ? withoutMarks(codePoint) : null;
  }

  /** Takes away one mark after the other: a letter of the table with a further mark stays one. */
  private static String withoutMarks(int codePoint) {
    String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
    for (int length = decomposed.length() - 1; length > 0; length--) {
      String fewer = Normalizer.normalize(decomposed.substring(0, length), Normalizer.Form.NFC);
      int letter = fewer.codePointAt(0);
      if (Character.charCount(letter) == fewer.length()) {
        String listed = letter < ASCII.length ? ASCII[letter] : TABLE.get(letter);
        if (listed != null) {
          return listed;
        }
      }
    }
    return null;
  }

  private static String[] ascii() {
    String[] ascii = new String[128];
    for (char upper = 'A'; upper <= 'Z'; upper++) {
      ascii[upper] = String.valueOf(upper);
      ascii[upper + ('a' - 'A')] = ascii[upper];
    }
    for (char filler : new char[] {' ', '-', '<'}) {
      ascii[filler] = "<";
    }
    for (char dropped : new char[] {'\'', '`', '.', ','}) {
      ascii[dropped] = "";
    }
    return ascii;
  }

  private static Map<Integer, String> table() {
    Map<Integer, String> table = new HashMap<>();
    put(table, "A", "ÀÁÂÃĀĂĄ");
    put(table, "AA", "Å");
    put(table, "AE", "ÄÆ");
    put(table, "C", "ÇĆĈĊČ");
    put(table, "D", "ÐĎĐ");
    put(table, "E", "ÈÉÊËĒĔĖĘĚ");
    put(table, "G", "ĜĞĠĢ");
    put(table, "H", "ĤĦ");
    put(table, "I", "ÌÍÎÏĨĪĬĮİı");
    put(table, "IJ", "Ĳ");
    put(table, "J", "Ĵ");
    put(table, "K", "Ķĸ");
    put(table, "L", "ĹĻĽĿŁ");
    put(table, "N", "ÑŃŅŇŊŉ");
    put(table, "O", "ÒÓÔÕŌŎŐ");
    put(table, "OE", "ÖØŒ");
    put(table, "R", "ŔŖŘ");
    put(table, "S", "ŚŜŞŠȘ");
    put(table, "SS", "ßẞ");
    put(table, "T", "ŢŤŦȚ");
    put(table, "TH", "Þ");
    put(table, "U", "ÙÚÛŨŪŬŮŰŲ");
    put(table, "UE", "Ü");
    put(table, "W", "Ŵ");
    put(table, "Y", "ÝŶŸ");
    put(table, "Z", "ŹŻŽ");
    put(table, "", "’´");
    return Map.copyOf(table);
  }

  private static void put(Map<Integer, String> table, String result, String letters) {
    letters
        .codePoints()
        .forEach(
            letter -> {
              table.put(letter, result);
              // The simple mapping knows no locale, so a Turkish default changes nothing.
              table.putIfAbsent(Character.toLowerCase(letter), result);
            });
  }
}
