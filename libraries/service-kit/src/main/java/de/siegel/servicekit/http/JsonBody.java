package de.siegel.servicekit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A JSON object that came from outside: nothing in it may be read in two ways, and nothing may be
 * overlooked. Names that stand there twice, further values behind it and fields that nobody reads
 * are refused (RFC 8259 section 4 leaves the first open).
 */
public final class JsonBody {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /**
   * Reads one.
   *
   * @param fields all that it may have
   * @throws IllegalArgumentException saying what is wrong, without quoting content
   */
  public static ObjectNode read(byte[] json, String... fields) {
    JsonNode body;
    try {
      body = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the body must be one JSON object, with no name in it twice", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body cannot be read", e);
    }
    if (!(body instanceof ObjectNode object)) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    requireOnly(object, "the body", fields);
    return object;
  }

  /**
   * A field that must be of a kind where it is there.
   *
   * @param kind what it must be, for the message, such as {@code a number}
   * @return the field; a missing node if it is not there
   */
  public static JsonNode optional(
      JsonNode object, String field, String kind, Predicate<JsonNode> isKind) {
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !isKind.test(value)) {
      throw new IllegalArgumentException(field + ": must be " + kind);
    }
    return value;
  }

  /**
   * Refuses fields that nobody reads: who sent one meant something by it.
   *
   * @param where for the message
   */
  public static void requireOnly(JsonNode object, String where, String... fields) {
    Set<String> known = new TreeSet<>(Set.of(fields));
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      if (!known.contains(names.next())) {
        throw new IllegalArgumentException(
            where + " has a field that is not known here; it may have " + String.join(", ", known));
      }
    }
  }
}
