package de.siegel.servicekit.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.session.CardProof;
import de.siegel.servicekit.http.JsonBody;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What the routes of desks have in common. */
public final class DeskJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeskJson() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Answers with it. */
  public static void answer(Context context, JsonNode node) {
    context.contentType("application/json").result(node.toString());
  }

  /**
   * Answers when something is there, without a thread that waits: a responder that hangs must not
   * keep anybody from pulling a brake.
   */
  public static void later(Context context, Supplier<CompletableFuture<ObjectNode>> answer) {
    context.future(
        () ->
            answer
                .get()
                .thenAccept(node -> answer(context, node))
                .exceptionally(
                    failure -> {
                      Throwable cause =
                          failure instanceof CompletionException ? failure.getCause() : failure;
                      if (!(cause instanceof IllegalArgumentException refused)) {
                        throw new CompletionException(cause);
                      }
                      refuse(context, HttpStatus.BAD_REQUEST, refused);
                      return null;
                    }));
  }

  /** Answers that it is refused, and why. */
  public static void refuse(Context context, HttpStatus status, Exception e) {
    answer(context.status(status), object().put("message", String.valueOf(e.getMessage())));
  }

  /**
   * What was sent.
   *
   * @param fields all that it may have
   */
  public static JsonNode body(Context context, String... fields) {
    return JsonBody.read(context.bodyAsBytes(), fields);
  }

  /** A text; empty if it is not there. */
  public static String text(JsonNode body, String field) {
    return JsonBody.optional(body, field, "text", JsonNode::isTextual).asText("");
  }

  /** A list; empty if it is not there. */
  public static JsonNode list(JsonNode body, String field) {
    return JsonBody.optional(body, field, "a list", JsonNode::isArray);
  }

  /** What stands in a field in base64. */
  public static byte[] bytes(JsonNode body, String field) {
    return bytes(field, text(body, field));
  }

  private static byte[] bytes(String field, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": must be base64", e);
    }
  }

  /** Bytes as they are sent. */
  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The signed bytes of a draft. */
  public static String base64(ControlPayload payload) {
    return base64(payload.bytes());
  }

  /** A card's {@code certificate}, {@code challenge} and {@code signature}. */
  public static CardProof cardProof(JsonNode body) {
    return new CardProof(
        bytes(body, "certificate"), bytes(body, "challenge"), bytes(body, "signature"));
  }

  /** A person's {@code keyId} and {@code signatures}. */
  public static PersonalSignatures signatures(JsonNode body) {
    List<byte[]> signatures = new ArrayList<>();
    for (JsonNode signature : list(body, "signatures")) {
      signatures.add(bytes("signatures", signature.asText("")));
    }
    return new PersonalSignatures(text(body, "keyId"), signatures);
  }
}
