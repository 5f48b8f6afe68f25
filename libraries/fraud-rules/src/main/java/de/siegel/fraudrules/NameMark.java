package de.siegel.fraudrules;

import java.util.Locale;
import java.util.Set;

/**
 * Whether a name looks like one that forms are filled with. A mark, never more: people are called
 * all sorts of things. No list of persons, and what is marked is not said.
 */
public final class NameMark {
  /** Words that stand for any name; none for a person. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("TEST", "MUSTERMANN", "MUSTERFRAU", "UNBEKANNT", "NN", "XX", "XXX");

  /** No name has one letter so often in a row. */
  private static final int ROW = 4;

  /** More of a name is not looked at. */
  private static final int LONGEST = 80;

  private NameMark() {}

  /**
   * Whether it does: no letter in it, no more than one in each part, a placeholder, one letter four
   * times in a row, or family and given name the same.
   *
   * @param family as written or standardised; may be empty, as may the other
   */
  public static boolean of(String family, String given) {
    String one = upper(family);
    String other = upper(given);
    int letters = Math.max(letters(one), letters(other));
    return letters <= 1
        || one.equals(other)
        || PLACEHOLDERS.contains(one)
        || PLACEHOLDERS.contains(other)
        || row(one)
        || row(other);
  }

  private static String upper(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST)).strip().toUpperCase(Locale.ROOT);
  }

  private static int letters(String name) {
    int letters = 0;
    for (int at = 0; at < name.length(); at++) {
      char letter = name.charAt(at);
      // Half of a letter beyond the first plane is one.
      letters += Character.isLetter(letter) || Character.isSurrogate(letter) ? 1 : 0;
    }
    return letters;
  }

  private static boolean row(String name) {
    int row = 1;
    for (int at = 1; at < name.length(); at++) {
      row = name.charAt(at) == name.charAt(at - 1) ? row + 1 : 1;
      if (row >= ROW && Character.isLetter(name.charAt(at))) {
        return true;
      }
    }
    return false;
  }
}
