package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The DCC schema 1.3 with additional properties forbidden (C-03). */
final class DccSchema {

  private static final Schema SCHEMA = load();
  private static final Set<String> TOLERATED = Set.of("additionalProperties", "minLength");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DccSchema() {}

  /** What is wrong with a payload that is about to be signed. */
  static List<FieldError> violations(JsonNode dcc) {
    return SCHEMA.validate(convert(dcc)).stream()
        .limit(Checked.MAXIMUM_ERRORS)
        .map(DccSchema::toFieldError)
        .toList();
  }

  /**
   * Whether a reader may accept it: the published schema forbids neither of the tolerated two, and
   * cannot say that a birth date is a day (P-01).
   */
  static boolean isReadable(JsonNode dcc) {
    return BirthDate.parse(dcc.path("dob").asText()).isPresent() && fits(dcc);
  }

  private static boolean fits(JsonNode dcc) {
    return SCHEMA.validate(convert(dcc)).stream()
        .allMatch(error -> TOLERATED.contains(error.getKeyword()));
  }

  private static FieldError toFieldError(Error error) {
    String path = error.getInstanceLocation().toString().replaceAll("/(\\d+)", "[$1]");
    path = path.startsWith("/") ? path.substring(1).replace('/', '.') : path;
    // The keyword is the schema's word; the validator's own message may quote the value.
    return ErrorCode.SCHEMA.at(path, "Broken: " + error.getKeyword() + ".");
  }

  // The validator works on the nodes of another Jackson generation.
  private static tools.jackson.databind.JsonNode convert(JsonNode node) {
    if (node.isTextual()) {
      return NODES.stringNode(node.textValue());
    }
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        object.set(field.getKey(), convert(field.getValue()));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(element -> array.add(convert(element)));
      return array;
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return NODES.numberNode(node.longValue());
    }
    if (node.isNumber()) {
      return NODES.numberNode(node.doubleValue());
    }
    if (node.isBoolean()) {
      return NODES.booleanNode(node.booleanValue());
    }
    // Null and embedded bytes: no rule of the schema admits either.
    return NODES.nullNode();
  }

  private static Schema load() {
    try (InputStream resource = DccSchema.class.getResourceAsStream("dcc-1.3.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(resource, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException("dcc-1.3.schema.json is not readable", e);
    }
  }
}
