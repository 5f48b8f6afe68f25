package de.siegel.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The one text of a schema that the house sends to a registry and compares by: as Avro prints it,
 * without {@code avro.java.string}, so that it is the same for writers in every language.
 */
public final class SchemaText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private SchemaText() {}

  /** The portable text of a schema. */
  public static String of(Schema schema) {
    return portable(schema).toString();
  }

  /** The same schema without Java's own properties. */
  public static Schema portable(Schema schema) {
    try {
      return parse(JSON.writeValueAsString(withoutJava(JSON.readTree(schema.toString()))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON", e);
    }
  }

  /**
   * Reads a schema.
   *
   * @throws SchemaParseException if it is not a valid Avro schema
   */
  public static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  private static JsonNode withoutJava(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(element -> copy.add(withoutJava(element)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().stream()
          .filter(property -> !property.getKey().equals(JAVA_STRING))
          .forEach(property -> copy.set(property.getKey(), withoutJava(property.getValue())));
      boolean onlyType = copy.size() == 1 && copy.get("type") instanceof TextNode;
      return onlyType && object.size() > 1 ? copy.get("type") : copy;
    }
    return node;
  }
}
