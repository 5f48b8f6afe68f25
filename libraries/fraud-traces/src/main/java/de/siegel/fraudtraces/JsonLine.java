package de.siegel.fraudtraces;

import java.util.List;

/** One JSON object on one line, its members in the order they were given. */
final class JsonLine {
  private final StringBuilder out = new StringBuilder(256).append('{');

  JsonLine text(String key, Object value) {
    key(key).append('"');
    String text = value.toString();
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(n);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return this;
  }

  JsonLine number(String key, long value) {
    key(key).append(value);
    return this;
  }

  /** To four places; Double.toString changed between Java versions. */
  JsonLine degrees(String key, double value) {
    long parts = Math.round(Math.abs(value) * 10_000);
    key(key).append(value < 0 ? "-" : "").append(parts / 10_000).append('.');
    String places = Long.toString(10_000 + parts % 10_000).substring(1);
    out.append(places.replaceFirst("0{1,3}$", ""));
    return this;
  }

  JsonLine raw(String key, Object value) {
    key(key).append(value);
    return this;
  }

  JsonLine list(String key, List<String> objects) {
    key(key).append('[').append(String.join(",", objects)).append(']');
    return this;
  }

  String end() {
    return out.append('}').toString();
  }

  private StringBuilder key(String key) {
    if (out.length() > 1) {
      out.append(',');
    }
    return out.append('"').append(key).append("\":");
  }
}
