package de.siegel.certificate;

import java.text.Normalizer;
import java.util.Objects;

/**
 * A name in the machine-readable form of {@code fnt} and {@code gnt}: upper-case Latin letters and
 * the filler {@code <} (N-01 to N-06, after ICAO Doc 9303 part 3).
 *
 * <p>The one place where names are transliterated; two spellings of one person would split a wallet
 * into two people.
 */
public sealed interface StandardisedName {

  int MAXIMUM_LENGTH = 80;

  /**
   * A name that could be written in the machine-readable form.
   *
   * @param value {@code ^[A-Z<]*$}, at most 80 characters; empty when nothing is left (N-06)
   */
  record Text(String value) implements StandardisedName {
    public Text {
      if (value.length() > MAXIMUM_LENGTH || !hasForm(value)) {
        throw new IllegalArgumentException("not a standardised name (N-05)");
      }
    }

    /** {@code ([A-Z]+(<[A-Z]+)*)?}: every filler stands between two letters. */
    private static boolean hasForm(String value) {
      boolean letterBefore = false;
      for (int i = 0; i < value.length(); i++) {
        char character = value.charAt(i);
        boolean letter = character >= 'A' && character <= 'Z';
        if (!letter && (character != '<' || !letterBefore)) {
          return false;
        }
        letterBefore = letter;
      }
      return value.isEmpty() || letterBefore;
    }

    @Override
    public String toString() {
      return "StandardisedName.Text";
    }
  }

  /**
   * A name with a character that has no transliteration here: digits, other scripts, symbols
   * (N-04).
   *
   * @param codePoint the first such character
   */
  record Refused(int codePoint) implements StandardisedName {}

  /** Standardises a name. Never throws for content. */
  static StandardisedName of(String name) {
    String composed = Normalizer.normalize(Objects.requireNonNull(name), Normalizer.Form.NFC);
    StringBuilder result = new StringBuilder(composed.length() + 8);
    boolean afterLetter = false;
    for (int i = 0; i < composed.length(); ) {
      int codePoint = composed.codePointAt(i);
      i += Character.charCount(codePoint);
      if (isMark(codePoint)) {
        // A mark that found no composed form belongs to the letter before it.
        if (!afterLetter) {
          return new Refused(codePoint);
        }
        continue;
      }
      String letters = Transliteration.of(codePoint);
      afterLetter = letters != null && !letters.isEmpty() && !letters.equals("<");
      if (letters == null) {
        return new Refused(codePoint);
      }
      boolean repeatedFiller =
          letters.equals("<") && (result.isEmpty() || result.charAt(result.length() - 1) == '<');
      if (!repeatedFiller) {
        result.append(letters);
      }
    }
    result.setLength(Math.min(result.length(), MAXIMUM_LENGTH));
    if (!result.isEmpty() && result.charAt(result.length() - 1) == '<') {
      result.setLength(result.length() - 1);
    }
    return new Text(result.toString());
  }

  private static boolean isMark(int codePoint) {
    return codePoint > 0x7F
        && Character.getType(codePoint) == Character.NON_SPACING_MARK
        && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.INHERITED
        && !isOfAnotherScript(codePoint);
  }

  /** Arabic vowel signs are shared by several scripts, none of them Latin. */
  private static boolean isOfAnotherScript(int codePoint) {
    return Character.UnicodeBlock.of(codePoint) == Character.UnicodeBlock.ARABIC;
  }
}
