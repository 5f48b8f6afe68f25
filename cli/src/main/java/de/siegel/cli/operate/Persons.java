package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.cli.CommandFailure;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.AuthorityKeyFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** What persons sign with their own keys, which never leave this process. */
public final class Persons {
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();

  private Persons() {}

  /** A key as {@code siegel trust key} made it. */
  public static AuthorityKey read(Path key) {
    try {
      return AuthorityKeyFile.read(key);
    } catch (ConfigurationError e) {
      throw CommandFailure.usage("--key: " + e.getMessage() + ".", e);
    }
  }

  static Instant now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Orders something, and returns the answer. */
  static JsonNode order(
      AuthorityHttp http, String path, String action, List<String> details, AuthorityKey person) {
    return http.post(path, signedOrder(action, details, person));
  }

  /** An order as it is sent. */
  public static byte[] signedOrder(String action, List<String> details, AuthorityKey person) {
    return OrderJson.write(
        SignedOrder.sign(action, details, now(), person, CRYPTO.random(), CRYPTO.hot()));
  }

  /** A record with the signatures of persons, as the desk takes it. */
  static ObjectNode signed(ControlPayload payload, List<AuthorityKey> persons) {
    ObjectNode body = AuthorityHttp.body().put("payload", base64(payload.bytes()));
    ArrayNode signatures = body.putArray("signatures");
    for (ControlSignature signature :
        ControlSignatures.sign(payload, persons, CRYPTO.hot()).getSignatures()) {
      signatures
          .addObject()
          .put("keyId", signature.getKeyId())
          .put("signature", base64(Bytes.of(signature.getSignature())));
    }
    return body;
  }

  /** One person's signatures over several drafts, in their order. */
  static ObjectNode signatures(List<ControlPayload> drafts, AuthorityKey person) {
    ObjectNode body = AuthorityHttp.body().put("keyId", person.id());
    ArrayNode signatures = body.putArray("signatures");
    for (ControlPayload draft : drafts) {
      signatures.add(base64(signature(draft, person)));
    }
    return body;
  }

  /** One person's signature over a draft as the desk encoded it, byte for byte. */
  public static ObjectNode signatures(String topic, byte[] draft, AuthorityKey person) {
    ObjectNode body = AuthorityHttp.body().put("keyId", person.id());
    ControlSignature signature = ControlSignatures.signature(topic, draft, person, CRYPTO.hot());
    body.putArray("signatures").add(base64(Bytes.of(signature.getSignature())));
    return body;
  }

  static byte[] signature(ControlPayload draft, AuthorityKey person) {
    return Bytes.of(
        ControlSignatures.sign(draft, List.of(person), CRYPTO.hot())
            .getSignatures()
            .get(0)
            .getSignature());
  }

  /** A draft that somebody is to sign. */
  static ControlPayload draft(JsonNode base64) {
    return ControlPayload.read(bytes(base64)).orElseThrow(Persons::strange);
  }

  /** What the desk sent. */
  public static byte[] bytes(JsonNode base64) {
    try {
      return Base64.getDecoder().decode(base64.asText());
    } catch (IllegalArgumentException e) {
      throw strange();
    }
  }

  /** What must not be signed. */
  public static CommandFailure strange() {
    return CommandFailure.negative(
        "What the desk wants signed is not what was asked for: do not sign, tell the operators.");
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
