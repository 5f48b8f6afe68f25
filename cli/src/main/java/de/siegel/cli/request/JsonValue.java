package de.siegel.cli.request;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** JSON as it was written, apart from order and spacing. */
sealed interface JsonValue {

  /** Members sorted by UTF-16 code units of their names. */
  record Members(SortedMap<String, JsonValue> members) implements JsonValue {
    Optional<String> text(String name) {
      return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }
  }

  /** An array. */
  record Items(List<JsonValue> items) implements JsonValue {}

  /** A string; may hold lone surrogates. */
  record Text(String value) implements JsonValue {}

  /** A number exactly as written, true, false or null. */
  record Literal(String written) implements JsonValue {}

  /** Writes this value without blanks. */
  default void write(StringBuilder json) {
    if (this instanceof Members object) {
      char separator = '{';
      for (var member : object.members().entrySet()) {
        json.append(separator);
        JsonText.quote(json, member.getKey());
        member.getValue().write(json.append(':'));
        separator = ',';
      }
      json.append(object.members().isEmpty() ? "{}" : "}");
    } else if (this instanceof Items array) {
      char separator = '[';
      for (JsonValue item : array.items()) {
        item.write(json.append(separator));
        separator = ',';
      }
      json.append(array.items().isEmpty() ? "[]" : "]");
    } else if (this instanceof Text text) {
      JsonText.quote(json, text.value());
    } else if (this instanceof Literal literal) {
      json.append(literal.written());
    }
  }
}
