package de.siegel.servicekit.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.sealing.EpochKeyHandover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Questions for epoch keys and their answers as JSON; bytes are base64, times milliseconds. */
public final class EpochKeyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EpochKeyJson() {}

  /** A question as it is sent. */
  public static byte[] write(EpochKeyHandover.Question question) {
    return bytes(
        JSON.createObjectNode()
            .put("epoch", question.epoch())
            .put("stage", question.stage())
            .put("asker", question.asker())
            .put("answerKey", base64(question.answerKey()))
            .put("askedAt", question.askedAt().toEpochMilli())
            .put("keyId", question.keyId())
            .put("tag", base64(question.tag())));
  }

  /**
   * Reads a question.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static EpochKeyHandover.Question readQuestion(byte[] json) {
    JsonNode node = object(json);
    return new EpochKeyHandover.Question(
        text(node, "epoch"),
        text(node, "stage"),
        text(node, "asker"),
        bytes(node, "answerKey"),
        Instant.ofEpochMilli(node.path("askedAt").asLong()),
        text(node, "keyId"),
        bytes(node, "tag"));
  }

  /** An answer as it is sent. */
  public static byte[] write(EpochKeyHandover.Answer answer) {
    return bytes(
        JSON.createObjectNode()
            .put("encapsulated", base64(answer.encapsulated()))
            .put("sealed", base64(answer.sealed())));
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static EpochKeyHandover.Answer readAnswer(byte[] json) {
    JsonNode node = object(json);
    return new EpochKeyHandover.Answer(bytes(node, "encapsulated"), bytes(node, "sealed"));
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode object(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
    throw new IllegalArgumentException("the body must be a JSON object");
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + ": must be text");
    }
    return value.textValue();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(JsonNode node, String field) {
    try {
      return Base64.getDecoder().decode(text(node, field));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": must be base64", e);
    }
  }
}
