package de.siegel.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * How many columns a text takes, good enough for European text and for East Asian names.
 *
 * <p>Combining marks take none, wide characters two. Control characters and lone surrogates are not
 * for a terminal at all: {@link #clean(String)} replaces them.
 */
public final class TextWidth {
  private static final String ELLIPSIS = "…";

  private TextWidth() {}

  /** The columns that a text takes, 0 or more. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** The text with each control character, line break and lone surrogate shown as U+FFFD. */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isUnprintable(c) ? 0xFFFD : c));
    return clean.toString();
  }

  /**
   * As {@link #clean(String)}, but shows what it replaces as an escape such as {@code U+202E}, in
   * the form of JSON.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Cuts a text to a width, with an ellipsis where something was cut. */
  public static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    return head(text, Math.max(0, width - 1)) + (width > 0 ? ELLIPSIS : "");
  }

  /** Fills with blanks on the right up to a width. */
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }

  /** Fills with blanks on the left up to a width. */
  public static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - of(text))) + text;
  }

  /**
   * Breaks a text into lines of at most a width, at blanks where it can.
   *
   * @param width at least 2
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (of(rest) > width) {
      String line = head(rest, width);
      boolean endsWord = rest.charAt(line.length()) == ' ';
      int blank = line.lastIndexOf(' ');
      if (!endsWord && blank > 0) {
        line = line.substring(0, blank);
      }
      lines.add(line.stripTrailing());
      rest = rest.substring(line.length()).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static String head(String text, int width) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += of(codePoint);
      if (used > width) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end);
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        // Direction marks could make one text look like another.
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115F)
        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF && codePoint != 0x303F)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
        || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
  }
}
