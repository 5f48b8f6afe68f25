package de.siegel.servicekit.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.servicekit.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Orders as JSON; the signature is base64, the time milliseconds since 1970. */
public final class OrderJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_DETAILS = 16;

  private OrderJson() {}

  /** An order as it is sent. */
  public static byte[] write(SignedOrder order) {
    ObjectNode node = JSON.createObjectNode().put("action", order.action());
    order.details().forEach(node.putArray("details")::add);
    return node.put("at", order.at().toEpochMilli())
        .put("nonce", order.nonce())
        .put("keyId", order.keyId())
        .put("signature", Base64.getEncoder().encodeToString(order.signature()))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static SignedOrder read(byte[] json) {
    JsonNode node = JsonBody.read(json, "action", "details", "at", "nonce", "keyId", "signature");
    List<String> details = new ArrayList<>();
    for (JsonNode detail : node.path("details")) {
      if (!detail.isTextual()) {
        throw new IllegalArgumentException("details: must be texts");
      }
      details.add(detail.textValue());
    }
    if (details.size() > MOST_DETAILS) {
      throw new IllegalArgumentException("details: at most " + MOST_DETAILS);
    }
    return new SignedOrder(
        text(node, "action"),
        details,
        Instant.ofEpochMilli(node.path("at").asLong()),
        text(node, "nonce"),
        text(node, "keyId"),
        signature(node));
  }

  private static byte[] signature(JsonNode node) {
    try {
      return Base64.getDecoder().decode(text(node, "signature"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signature: must be base64", e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + ": must be text");
    }
    return value.textValue();
  }
}
