package de.siegel.revocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates that an incident touched, as a file that persons look at, sign for, and revoke
 * from.
 *
 * @param window what was looked for
 * @param logSize how many leaves the log had then
 * @param certificates what was found, in the order of the log
 */
public record BlastReport(Window window, long logSize, List<TouchedCertificate> certificates) {
  /** Longer ones are not read: a hundred thousand certificates. */
  public static final int LONGEST = 64 * 1024 * 1024;

  private static final String FORMAT = "siegel/blast-radius/v1";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public BlastReport {
    certificates = List.copyOf(certificates);
  }

  /** The file. */
  public byte[] json() {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("logSize", logSize);
    ObjectNode asked = root.putObject("window").put("pharmacy", window.pharmacyId());
    window.terminal().ifPresent(value -> asked.put("terminal", value));
    window.operator().ifPresent(value -> asked.put("operator", value));
    window.sessionId().ifPresent(value -> asked.put("session", value));
    asked.put("from", window.from().toString()).put("to", window.to().toString());
    ArrayNode all = root.putArray("certificates");
    for (TouchedCertificate one : certificates) {
      ObjectNode node =
          all.addObject()
              .put("index", one.index())
              .put("requestedAt", one.requestedAt().toString())
              .put("expiresAt", one.expiresAt().toString())
              .put("kid", one.keyId().base64())
              .put("pharmacy", one.pharmacyId())
              .put("terminal", one.terminal())
              .put("operator", one.operator())
              .put("session", one.sessionId())
              .put("request", one.requestId());
      ArrayNode handles = node.putArray("handles");
      one.handles()
          .forEach(
              handle ->
                  handles
                      .addObject()
                      .put("hashType", handle.kind().name())
                      .put("hash", handle.base64()));
    }
    try {
      return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written", e);
    }
  }

  /** What persons sign for: lower-case hex of SHA-256 over the file. */
  public static String hash(byte[] json) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static BlastReport read(byte[] json) {
    if (json.length > LONGEST) {
      throw new IllegalArgumentException("a report has at most " + LONGEST + " bytes");
    }
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("a report must be a JSON object", e);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new IllegalArgumentException("format: must be " + FORMAT);
    }
    List<TouchedCertificate> certificates = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (JsonNode node : root.path("certificates")) {
      TouchedCertificate one = certificate(node);
      if (!seen.add(one.index())) {
        throw new IllegalArgumentException("certificates: " + one.index() + " is there twice");
      }
      certificates.add(one);
    }
    return new BlastReport(window(root.path("window")), number(root, "logSize"), certificates);
  }

  private static Window window(JsonNode node) {
    return new Window(
        text(node, "pharmacy"),
        optional(node, "terminal"),
        optional(node, "operator"),
        optional(node, "session"),
        time(node, "from"),
        time(node, "to"));
  }

  private static TouchedCertificate certificate(JsonNode node) {
    List<RevocationHandle> handles = new ArrayList<>();
    for (JsonNode handle : node.path("handles")) {
      handles.add(handle(handle));
    }
    return new TouchedCertificate(
        number(node, "index"),
        time(node, "requestedAt"),
        KeyId.ofBase64(text(node, "kid")),
        time(node, "expiresAt"),
        handles,
        text(node, "pharmacy"),
        text(node, "terminal"),
        text(node, "operator"),
        text(node, "session"),
        text(node, "request"));
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          Kind.UCI.name(), Kind.UCI,
          Kind.COUNTRYCODEUCI.name(), Kind.COUNTRYCODEUCI,
          Kind.SIGNATURE.name(), Kind.SIGNATURE);

  private static RevocationHandle handle(JsonNode node) {
    Kind kind = KINDS.get(text(node, "hashType"));
    if (kind == null) {
      throw new IllegalArgumentException("hashType: must be one of " + KINDS.keySet());
    }
    return RevocationHandle.ofBytes(kind, Base64.getDecoder().decode(text(node, "hash")));
  }

  private static Optional<String> optional(JsonNode node, String field) {
    return node.has(field) ? Optional.of(text(node, field)) : Optional.empty();
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException(field + ": must be there, as a text");
    }
    return node.path(field).textValue();
  }

  private static long number(JsonNode node, String field) {
    if (!node.path(field).canConvertToLong()) {
      throw new IllegalArgumentException(field + ": must be there, as a whole number");
    }
    return node.path(field).longValue();
  }

  private static Instant time(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + ": must be a time such as 2026-11-23T08:00Z", e);
    }
  }
}
