package de.siegel.identity.confirmation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A confirmation as it stands in a request's envelope: one JSON object (RFC 8259) of just the
 * fields of its kind, each once. Anything else is no confirmation.
 */
public final class ConfirmationJson {
  /** Longest confirmation in bytes. */
  public static final int LONGEST = 4_096;

  private static final String HBA = "hba";
  private static final String WEBAUTHN = "webauthn";

  private static final Set<String> HBA_FIELDS =
      Set.of("kind", "until", "certificate", "signature", "ocspResponse");

  private static final Set<String> WEBAUTHN_FIELDS =
      Set.of("kind", "until", "credentialId", "authenticatorData", "clientDataJSON", "signature");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfirmationJson() {}

  /** UTF-8 JSON of a confirmation. */
  public static byte[] write(Confirmation confirmation) {
    ObjectNode root = MAPPER.createObjectNode();
    if (confirmation instanceof Confirmation.Hba hba) {
      root.put("kind", HBA)
          .put("until", hba.untilMillis())
          .put("certificate", base64(hba.certificate()))
          .put("signature", base64(hba.signature()))
          .put("ocspResponse", base64(hba.ocspResponse()));
    } else if (confirmation instanceof Confirmation.WebAuthn device) {
      root.put("kind", WEBAUTHN)
          .put("until", device.untilMillis())
          .put(
              "credentialId",
              Base64.getUrlEncoder().withoutPadding().encodeToString(device.credentialId()))
          .put("authenticatorData", base64(device.authenticatorData()))
          .put("clientDataJSON", base64(device.clientData()))
          .put("signature", base64(device.signature()));
    }
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one.
   *
   * @param bytes of any length
   * @return empty if they are not exactly one confirmation
   */
  public static Optional<Confirmation> read(byte[] bytes) {
    if (bytes.length > LONGEST) {
      return Optional.empty();
    }
    try {
      // Decoded here, because the parser would guess other encodings and let half a character by.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode root = MAPPER.readTree(text);
      return switch (root.path("kind").asText()) {
        case HBA ->
            Optional.of(
                new Confirmation.Hba(
                    until(only(HBA_FIELDS, root)),
                    binary(root, "certificate"),
                    binary(root, "signature"),
                    binary(root, "ocspResponse")));
        case WEBAUTHN ->
            Optional.of(
                new Confirmation.WebAuthn(
                    until(only(WEBAUTHN_FIELDS, root)),
                    Base64.getUrlDecoder().decode(text(root, "credentialId")),
                    binary(root, "authenticatorData"),
                    binary(root, "clientDataJSON"),
                    binary(root, "signature")));
        default -> Optional.empty();
      };
    } catch (CharacterCodingException | JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonNode only(Set<String> fields, JsonNode root) {
    Set<String> present = new TreeSet<>();
    root.fieldNames().forEachRemaining(present::add);
    if (!root.isObject() || !present.equals(fields)) {
      throw new IllegalArgumentException("other fields than those of its kind");
    }
    return root;
  }

  private static long until(JsonNode root) {
    JsonNode value = root.path("until");
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new IllegalArgumentException("until is no time");
    }
    return value.longValue();
  }

  private static byte[] binary(JsonNode root, String field) {
    return Base64.getDecoder().decode(text(root, field));
  }

  private static String text(JsonNode root, String field) {
    JsonNode value = root.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is no text");
    }
    return value.textValue();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
