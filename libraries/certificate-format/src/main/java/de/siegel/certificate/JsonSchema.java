package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A schema of JSON Schema 2020-12, with the few keywords that the DCC schema has; read once, and
 * then asked for each certificate twice. One with another keyword is refused, so that no rule of it
 * can be passed over.
 */
final class JsonSchema {
  /** What is broken. */
  interface Broken {
    /**
     * @param path of the value, such as {@code v[0].dt}; empty for the whole
     * @param keyword of the rule
     */
    void at(String path, String keyword);
  }

  private interface Rule {
    void check(JsonNode value, Place place, Broken broken);
  }

  /** Where a value is; its text is made only when something is broken there. */
  private record Place(Place parent, String field, int index) {
    static final Place ROOT = new Place(null, "", -1);

    Place field(String name) {
      return new Place(this, name, -1);
    }

    Place element(int number) {
      return new Place(this, "", number);
    }

    String path() {
      if (parent == null) {
        return "";
      }
      String before = parent.path();
      if (index >= 0) {
        return before + "[" + index + "]";
      }
      return before.isEmpty() ? field : before + "." + field;
    }
  }

  private static final Set<String> ANNOTATIONS = Set.of("$schema", "title");

  /** All but {@code additionalProperties}, which is read with {@code properties}. */
  private static final Map<String, Function<JsonNode, Rule>> RULES =
      Map.ofEntries(
          Map.entry("type", JsonSchema::type),
          Map.entry("const", constant -> when("const", value -> value.equals(constant))),
          Map.entry("required", JsonSchema::required),
          Map.entry("properties", JsonSchema::properties),
          Map.entry("items", JsonSchema::items),
          Map.entry("oneOf", any -> count("oneOf", any, 1)),
          Map.entry("anyOf", any -> count("anyOf", any, Integer.MAX_VALUE)),
          Map.entry("pattern", JsonSchema::pattern),
          Map.entry("minLength", JsonSchema::minLength),
          Map.entry("maxLength", JsonSchema::maxLength),
          Map.entry("minItems", JsonSchema::minItems),
          Map.entry("maxItems", JsonSchema::maxItems),
          Map.entry("minimum", JsonSchema::minimum));

  private final List<Rule> rules;

  private JsonSchema(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException if it has a keyword, or a form of one, that is not known here
   */
  static JsonSchema of(JsonNode schema) {
    List<Rule> rules = new ArrayList<>();
    for (Map.Entry<String, JsonNode> keyword : new TreeMap<>(fields(schema)).entrySet()) {
      String name = keyword.getKey();
      if (name.equals("additionalProperties")) {
        rules.add(noOthers(keyword.getValue(), schema.path("properties")));
      } else if (RULES.containsKey(name)) {
        rules.add(RULES.get(name).apply(keyword.getValue()));
      } else if (!ANNOTATIONS.contains(name)) {
        throw new IllegalArgumentException("keyword " + name + " is not known here");
      }
    }
    return new JsonSchema(List.copyOf(rules));
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      fields.put(field.getKey(), field.getValue());
    }
    return fields;
  }

  /** Names each rule that a value breaks. */
  void check(JsonNode value, Broken broken) {
    check(value, Place.ROOT, broken);
  }

  private void check(JsonNode value, Place place, Broken broken) {
    for (Rule rule : rules) {
      rule.check(value, place, broken);
    }
  }

  private boolean holds(JsonNode value, Place place) {
    boolean[] holds = {true};
    check(value, place, (path, keyword) -> holds[0] = false);
    return holds[0];
  }

  private interface Condition {
    boolean holds(JsonNode value);
  }

  private static Rule when(String keyword, Condition condition) {
    return (value, place, broken) -> {
      if (!condition.holds(value)) {
        broken.at(place.path(), keyword);
      }
    };
  }

  private static Rule type(JsonNode name) {
    return switch (name.asText()) {
      case "object" -> when("type", JsonNode::isObject);
      case "array" -> when("type", JsonNode::isArray);
      case "string" -> when("type", JsonNode::isTextual);
      case "integer" -> when("type", JsonSchema::isWhole);
      default -> throw new IllegalArgumentException("type " + name + " is not known here");
    };
  }

  /** Whatever it is written as: 1.0 is an integer (JSON Schema Validation, section 6.1.1). */
  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber()
        || (value.isNumber()
            && Double.isFinite(value.doubleValue())
            && Math.rint(value.doubleValue()) == value.doubleValue());
  }

  private static Rule required(JsonNode names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add(name.asText()));
    return (value, place, broken) -> {
      if (value.isObject()) {
        for (String name : all) {
          if (!value.has(name)) {
            broken.at(place.path(), "required");
          }
        }
      }
    };
  }

  private static Rule properties(JsonNode schemas) {
    Map<String, JsonSchema> all = new TreeMap<>();
    fields(schemas).forEach((name, schema) -> all.put(name, of(schema)));
    Map<String, JsonSchema> byName = Map.copyOf(all);
    return (value, place, broken) -> {
      if (value.isObject()) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
          JsonSchema schema = byName.get(field.getKey());
          if (schema != null) {
            schema.check(field.getValue(), place.field(field.getKey()), broken);
          }
        }
      }
    };
  }

  private static Rule noOthers(JsonNode allowed, JsonNode properties) {
    if (!allowed.isBoolean() || allowed.booleanValue()) {
      throw new IllegalArgumentException("additionalProperties is known as false alone");
    }
    Set<String> names = Set.copyOf(fields(properties).keySet());
    return (value, place, broken) -> {
      for (Iterator<String> fields = value.fieldNames(); fields.hasNext(); ) {
        if (!names.contains(fields.next())) {
          broken.at(place.path(), "additionalProperties");
        }
      }
    };
  }

  private static Rule items(JsonNode schema) {
    JsonSchema each = of(schema);
    return (value, place, broken) -> {
      if (value.isArray()) {
        for (int index = 0; index < value.size(); index++) {
          each.check(value.get(index), place.element(index), broken);
        }
      }
    };
  }

  /** At least one of them, and at most so many. */
  private static Rule count(String keyword, JsonNode schemas, int most) {
    List<JsonSchema> all = new ArrayList<>();
    schemas.forEach(schema -> all.add(of(schema)));
    return (value, place, broken) -> {
      int holding = 0;
      for (JsonSchema schema : all) {
        if (schema.holds(value, place)) {
          holding++;
        }
      }
      if (holding == 0 || holding > most) {
        broken.at(place.path(), keyword);
      }
    };
  }

  /**
   * Anchored at both ends, so that the whole text is matched: {@code $} alone would let a newline
   * pass at the end.
   */
  private static Rule pattern(JsonNode expression) {
    String text = expression.asText();
    if (!text.startsWith("^") || !text.endsWith("$")) {
      throw new IllegalArgumentException("pattern " + text + " is not anchored at both ends");
    }
    Pattern whole = Pattern.compile(text.substring(1, text.length() - 1));
    return when(
        "pattern", value -> !value.isTextual() || whole.matcher(value.textValue()).matches());
  }

  private static Rule minLength(JsonNode least) {
    return when("minLength", value -> !value.isTextual() || length(value) >= least.intValue());
  }

  private static Rule maxLength(JsonNode most) {
    return when("maxLength", value -> !value.isTextual() || length(value) <= most.intValue());
  }

  /** In characters of Unicode (JSON Schema Validation, section 6.3). */
  private static int length(JsonNode value) {
    String text = value.textValue();
    return text.codePointCount(0, text.length());
  }

  private static Rule minItems(JsonNode least) {
    return when("minItems", value -> !value.isArray() || value.size() >= least.intValue());
  }

  private static Rule maxItems(JsonNode most) {
    return when("maxItems", value -> !value.isArray() || value.size() <= most.intValue());
  }

  private static Rule minimum(JsonNode least) {
    // What is no number at all (NaN) is not at least anything either.
    return when(
        "minimum", value -> !value.isNumber() || value.doubleValue() >= least.doubleValue());
  }
}
