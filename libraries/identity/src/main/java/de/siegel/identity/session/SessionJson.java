package de.siegel.identity.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import de.siegel.sealing.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What goes over HTTP between a pharmacy and the session authority; the form is in docs/EVENTS.md.
 */
public final class SessionJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A card's certificate has about 1.5 kB in base64. */
  private static final int LONGEST_BINARY = 8_192;

  private SessionJson() {}

  /** Writes the answer to {@code GET /epoch}. */
  public static byte[] writeEpochKeys(List<EpochKey> keys) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode array = root.putArray("keys");
    for (EpochKey key : keys) {
      array
          .addObject()
          .put("epoch", key.getEpoch())
          .put("stage", key.getStage())
          .put("keyId", key.getKeyId())
          .put("suite", key.getSuite())
          .put("publicKey", base64(key.getPublicKey()))
          .put("acceptsSessionsUntil", key.getAcceptsSessionsUntil().toString())
          .put("destroyedAt", key.getDestroyedAt().toString());
    }
    return bytes(root);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static List<EpochKey> readEpochKeys(byte[] json) {
    List<EpochKey> keys = new ArrayList<>();
    for (JsonNode node : tree(json).path("keys")) {
      Instant until = instant(node, "acceptsSessionsUntil");
      keys.add(
          new EpochKey(
              new ControlHeader(
                  "", "", 0L, 0L, ByteBuffer.allocate(0), until, ""), // not needed here
              text(node, "epoch"),
              text(node, "stage"),
              text(node, "keyId"),
              text(node, "suite"),
              ByteBuffer.wrap(binary(node, "publicKey")),
              until,
              until,
              instant(node, "destroyedAt"),
              KeyState.ACTIVE));
    }
    return keys;
  }

  /** Writes the body of {@code POST /challenges}. */
  public static byte[] writeBinding(byte[] binding) {
    return bytes(MAPPER.createObjectNode().put("binding", base64(ByteBuffer.wrap(binding))));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static byte[] readBinding(byte[] json) {
    return binary(tree(json), "binding");
  }

  /** Writes the answer to {@code POST /challenges}. */
  public static byte[] writeChallenge(byte[] challenge) {
    return bytes(MAPPER.createObjectNode().put("challenge", base64(ByteBuffer.wrap(challenge))));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static byte[] readChallenge(byte[] json) {
    return binary(tree(json), "challenge");
  }

  /** Writes the body of {@code POST /sessions}. */
  public static byte[] write(SessionApplication application, Optional<CardProof> proof) {
    ObjectNode root = MAPPER.createObjectNode();
    proof.ifPresent(
        card ->
            root.putObject("card")
                .put("certificate", base64(ByteBuffer.wrap(card.certificate())))
                .put("challenge", base64(ByteBuffer.wrap(card.challenge())))
                .put("signature", base64(ByteBuffer.wrap(card.signature()))));
    root.put("sessionId", application.sessionId());
    root.put("pharmacyId", application.pharmacyId());
    root.put("tenant", application.tenant());
    root.put("terminal", application.terminal());
    root.put("operator", application.operator());
    root.put("signingAlgorithm", application.signingAlgorithm().name());
    root.put("signingKey", base64(ByteBuffer.wrap(application.signingKey())));
    root.put("epoch", application.epoch());
    root.put("secretCommitment", base64(ByteBuffer.wrap(application.secretCommitment())));
    ArrayNode wrapped = root.putArray("wrappedSecrets");
    for (WrappedSecret secret : application.wrappedSecrets()) {
      wrapped
          .addObject()
          .put("stage", secret.getStage())
          .put("keyId", secret.getKeyId())
          .put("encapsulated", base64(secret.getEncapsulated()))
          .put("ciphertext", base64(secret.getCiphertext()));
    }
    return bytes(root);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException naming the field that is missing or malformed
   */
  public static SessionApplication readApplication(byte[] json) {
    JsonNode root = tree(json);
    List<WrappedSecret> wrapped = new ArrayList<>();
    for (JsonNode node : root.path("wrappedSecrets")) {
      wrapped.add(
          new WrappedSecret(
              text(node, "stage"),
              text(node, "keyId"),
              ByteBuffer.wrap(binary(node, "encapsulated")),
              ByteBuffer.wrap(binary(node, "ciphertext"))));
    }
    return new SessionApplication(
        text(root, "sessionId"),
        text(root, "pharmacyId"),
        text(root, "tenant"),
        text(root, "terminal"),
        text(root, "operator"),
        algorithm(text(root, "signingAlgorithm")),
        binary(root, "signingKey"),
        text(root, "epoch"),
        binary(root, "secretCommitment"),
        wrapped);
  }

  /**
   * Reads what the body of {@code POST /sessions} says of a card; empty if it says nothing.
   *
   * @throws IllegalArgumentException naming the field that is missing or malformed
   */
  public static Optional<CardProof> readProof(byte[] json) {
    JsonNode card = tree(json).path("card");
    return card.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new CardProof(
                binary(card, "certificate"), binary(card, "challenge"), binary(card, "signature")));
  }

  /** Whether somebody offers a login token, where a card has to sign. */
  public static boolean offersToken(byte[] json) {
    return tree(json).has("token");
  }

  /** Writes the body of {@code POST /sessions/end}. */
  public static byte[] writeEnd(String sessionId, byte[] signature) {
    return bytes(
        MAPPER
            .createObjectNode()
            .put("sessionId", sessionId)
            .put("signature", base64(ByteBuffer.wrap(signature))));
  }

  /**
   * Reads whose end is asked for in {@code POST /sessions/end}.
   *
   * @throws IllegalArgumentException naming the field that is missing or malformed
   */
  public static String readEndedSession(byte[] json) {
    return text(tree(json), "sessionId");
  }

  /**
   * Reads the signature in it.
   *
   * @throws IllegalArgumentException naming the field that is missing or malformed
   */
  public static byte[] readEndSignature(byte[] json) {
    return binary(tree(json), "signature");
  }

  /** Writes the answer to {@code POST /sessions}. */
  public static byte[] write(AcceptedSession accepted) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("sequence", accepted.sequence());
    root.put("notAfter", accepted.notAfter().toString());
    return bytes(root);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static AcceptedSession readAccepted(byte[] json) {
    JsonNode root = tree(json);
    return new AcceptedSession(root.path("sequence").asLong(), instant(root, "notAfter"));
  }

  private static SigningAlgorithm algorithm(String name) {
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      if (algorithm != SigningAlgorithm.UNKNOWN && algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("signingAlgorithm must be ED25519 or ES256");
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().length() > 256) {
      throw new IllegalArgumentException(
          "field " + field + " must be a text of up to 256 characters");
    }
    return value.textValue();
  }

  private static byte[] binary(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().length() > LONGEST_BINARY) {
      throw new IllegalArgumentException(
          "field " + field + " must be base64 of up to " + LONGEST_BINARY + " characters");
    }
    try {
      return Base64.getDecoder().decode(value.textValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("field " + field + " must be base64", e);
    }
  }

  private static Instant instant(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("field " + field + " must be a UTC time", e);
    }
  }

  private static String base64(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(Bytes.of(bytes));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
