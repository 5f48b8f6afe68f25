package de.siegel.cli.request;

/**
 * Writes JSON strings (RFC 8259, section 7) so that the result can always be written as UTF-8: a
 * lone surrogate stays the escape it must have been, where Jackson's writer would fail or put a
 * question mark.
 */
public final class JsonText {
  private JsonText() {}

  /** Appends a text in quotes, with the shortest escapes and only where they are needed. */
  public static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        json.append(c).append(text.charAt(++i));
      } else {
        append(json, c);
      }
    }
    json.append('"');
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      default -> {
        if (c < 0x20 || Character.isSurrogate(c)) {
          json.append("\\u%04x".formatted((int) c));
        } else {
          json.append(c);
        }
      }
    }
  }
}
