package de.siegel.cli.inspection;

import de.siegel.cli.request.JsonText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes CBOR in diagnostic notation (RFC 8949, section 8): JSON where the item could be JSON. */
final class CborNotation {
  private static final int SHORT = 60;

  private CborNotation() {}

  /** On one line. */
  static String line(CborItem item) {
    if (item instanceof CborItem.Array array) {
      return "[" + String.join(", ", array.items().stream().map(CborNotation::line).toList()) + "]";
    }
    if (item instanceof CborItem.Entries map) {
      return "{"
          + String.join(
              ", ",
              map.entries().stream().map(e -> line(e.key()) + ": " + line(e.value())).toList())
          + "}";
    }
    if (item instanceof CborItem.Tagged tagged) {
      return tagged.tag() + "(" + line(tagged.item()) + ")";
    }
    return scalar(item);
  }

  /** On several lines, indented by two blanks a level. */
  static List<String> lines(CborItem item) {
    List<String> lines = new ArrayList<>();
    write(lines, "", "", item, "");
    return lines;
  }

  private static void write(
      List<String> lines, String indent, String before, CborItem item, String after) {
    if (item instanceof CborItem.Entries map && !map.entries().isEmpty()) {
      lines.add(indent + before + "{");
      for (int i = 0; i < map.entries().size(); i++) {
        CborItem.Entry entry = map.entries().get(i);
        String comma = i + 1 < map.entries().size() ? "," : "";
        write(lines, indent + "  ", line(entry.key()) + ": ", entry.value(), comma);
      }
      lines.add(indent + "}" + after);
    } else if (item instanceof CborItem.Array array && line(array).length() > SHORT) {
      lines.add(indent + before + "[");
      for (int i = 0; i < array.items().size(); i++) {
        String comma = i + 1 < array.items().size() ? "," : "";
        write(lines, indent + "  ", "", array.items().get(i), comma);
      }
      lines.add(indent + "]" + after);
    } else {
      lines.add(indent + before + line(item) + after);
    }
  }

  private static String scalar(CborItem item) {
    if (item instanceof CborItem.Text text) {
      StringBuilder quoted = new StringBuilder();
      JsonText.quote(quoted, text.value());
      return quoted.toString();
    }
    if (item instanceof CborItem.Bytes bytes) {
      return "h'" + HexFormat.of().formatHex(bytes.value()) + "'";
    }
    if (item instanceof CborItem.Whole whole) {
      return whole.value().toString();
    }
    if (item instanceof CborItem.Real real) {
      return Double.toString(real.value());
    }
    return switch (((CborItem.Simple) item).value()) {
      case 20 -> "false";
      case 21 -> "true";
      case 22 -> "null";
      case 23 -> "undefined";
      default -> "simple(" + ((CborItem.Simple) item).value() + ")";
    };
  }
}
