package de.siegel.revocations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a batch has come.
 *
 * @param id of the batch, a UUID
 * @param cause why: an order and its number, or the leaf of the certificate that replaced
 * @param country who revokes
 * @param kid base64 of the key id
 * @param hashType kind of its hashes
 * @param entries how many
 * @param expires when it is of no use any more
 * @param madeAt when it was signed
 * @param publishedAt when it stood on the topic; empty if it does not yet
 * @param deliveredAt when the gateway had it; empty if it does not yet
 * @param problem what was in the way the last time; empty if nothing was
 */
record BatchState(
    String id,
    String cause,
    String country,
    String kid,
    String hashType,
    int entries,
    Instant expires,
    Instant madeAt,
    Optional<Instant> publishedAt,
    Optional<Instant> deliveredAt,
    String problem) {
  private static final ObjectMapper JSON = new ObjectMapper();

  BatchState published(Instant at) {
    return copy(Optional.of(at), deliveredAt, "");
  }

  BatchState delivered(Instant at) {
    return copy(publishedAt, Optional.of(at), "");
  }

  BatchState failed(String why) {
    return copy(publishedAt, deliveredAt, why);
  }

  private BatchState copy(
      Optional<Instant> nextPublished, Optional<Instant> nextDelivered, String nextProblem) {
    return new BatchState(
        id,
        cause,
        country,
        kid,
        hashType,
        entries,
        expires,
        madeAt,
        nextPublished,
        nextDelivered,
        nextProblem);
  }

  ObjectNode json() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", id)
            .put("cause", cause)
            .put("country", country)
            .put("kid", kid)
            .put("hashType", hashType)
            .put("entries", entries)
            .put("expires", expires.toString())
            .put("madeAt", madeAt.toString());
    publishedAt.ifPresent(at -> node.put("publishedAt", at.toString()));
    deliveredAt.ifPresent(at -> node.put("deliveredAt", at.toString()));
    return node.put("problem", problem);
  }

  byte[] bytes() {
    return json().toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static BatchState read(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      return new BatchState(
          node.path("id").asText(),
          node.path("cause").asText(),
          node.path("country").asText(),
          node.path("kid").asText(),
          node.path("hashType").asText(),
          node.path("entries").asInt(),
          Instant.parse(node.path("expires").asText()),
          Instant.parse(node.path("madeAt").asText()),
          Optional.ofNullable(node.get("publishedAt")).map(at -> Instant.parse(at.asText())),
          Optional.ofNullable(node.get("deliveredAt")).map(at -> Instant.parse(at.asText())),
          node.path("problem").asText());
    } catch (IOException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("no batch's state", e);
    }
  }
}
