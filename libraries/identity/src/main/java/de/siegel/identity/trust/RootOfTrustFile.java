package de.siegel.identity.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.sealing.Ed25519;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The root of trust as a file: {@code {"signed": base64 of JSON, "signatures": [{"keyId",
 * "signature"}]}}. The signed JSON is kept byte for byte.
 */
public final class RootOfTrustFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LABEL = "siegel/root-of-trust/v1";

  private RootOfTrustFile() {}

  /** Writes and signs a root of trust. */
  public static byte[] write(RootOfTrust root, List<AuthorityKey> signers, Provider provider) {
    byte[] signed = json(root);
    ObjectNode file = MAPPER.createObjectNode();
    file.put("signed", Base64.getEncoder().encodeToString(signed));
    ArrayNode signatures = file.putArray("signatures");
    for (AuthorityKey signer : signers) {
      byte[] signature = signer.sign(signedBytes(signed), provider);
      signatures
          .addObject()
          .put("keyId", signer.id())
          .put("signature", Base64.getEncoder().encodeToString(signature));
    }
    return bytes(file);
  }

  /**
   * What a file says of itself, for a person to look at; nobody may rely on it.
   *
   * @param root its content
   * @param pin see {@link #pin}
   * @param signedBy ids of the keys that made its valid signatures: of its own root keys, and of
   *     those of a root before it
   */
  public record Inspection(RootOfTrust root, String pin, Set<String> signedBy) {
    public Inspection {
      signedBy = Set.copyOf(signedBy);
    }

    /** Whether enough of a root's keys signed it: its own, or its predecessor's. */
    public boolean isSignedBy(Role rootKeys) {
      return rootKeys.keys().keySet().stream().filter(signedBy::contains).count()
          >= rootKeys.threshold();
    }
  }

  /**
   * Reads a file without believing it.
   *
   * @param others keys that may have signed it beside its own root keys
   * @throws UntrustedRoot if it has not the form of a root of trust
   */
  public static Inspection inspect(byte[] file, Map<String, PublicKey> others, Provider provider)
      throws UntrustedRoot {
    JsonNode tree = tree(file);
    byte[] signed = base64(tree.path("signed"), "signed");
    RootOfTrust root = parse(signed);
    Map<String, PublicKey> keys = new HashMap<>(others);
    keys.putAll(root.root().keys());
    Map<String, byte[]> signatures = signatures(tree);
    Set<String> valid = new HashSet<>();
    keys.forEach(
        (id, key) -> {
          Role one = new Role("root", 1, Map.of(id, key));
          if (signatures.containsKey(id)
              && Signatures.valid(one, signedBytes(signed), signatures, provider) == 1) {
            valid.add(id);
          }
        });
    return new Inspection(root, pin(file), valid);
  }

  /**
   * Adds a holder's signature to a file, whose signed part stays as it is.
   *
   * @throws UntrustedRoot if it has not the form of a root of trust
   */
  public static byte[] sign(byte[] file, AuthorityKey signer, Provider provider)
      throws UntrustedRoot {
    JsonNode tree = tree(file);
    byte[] signed = base64(tree.path("signed"), "signed");
    parse(signed);
    Map<String, byte[]> signatures = new TreeMap<>(signatures(tree));
    signatures.put(signer.id(), signer.sign(signedBytes(signed), provider));
    ObjectNode whole = MAPPER.createObjectNode();
    whole.put("signed", Base64.getEncoder().encodeToString(signed));
    ArrayNode list = whole.putArray("signatures");
    signatures.forEach(
        (id, signature) ->
            list.addObject()
                .put("keyId", id)
                .put("signature", Base64.getEncoder().encodeToString(signature)));
    return bytes(whole);
  }

  private static Map<String, byte[]> signatures(JsonNode tree) throws UntrustedRoot {
    Map<String, byte[]> signatures = new HashMap<>();
    for (JsonNode entry : tree.path("signatures")) {
      signatures.put(
          entry.path("keyId").asText(), base64(entry.path("signature"), "signatures[].signature"));
    }
    return signatures;
  }

  /**
   * The pin of a file: lower-case hex of SHA-256 over its signed part.
   *
   * @throws UntrustedRoot if the file has not the form of a root of trust
   */
  public static String pin(byte[] file) throws UntrustedRoot {
    return HexFormat.of().formatHex(Sha256.of(base64(tree(file).path("signed"), "signed")));
  }

  /**
   * Reads a root of trust and believes it only if it is the pinned one and carries its own
   * signatures.
   *
   * @param pin see {@link #pin}
   * @throws UntrustedRoot if it is not; the message says why and what to do
   */
  public static RootOfTrust read(byte[] file, String pin, Instant now, Provider provider)
      throws UntrustedRoot {
    if (!pin(file).equals(pin)) {
      throw new UntrustedRoot("it is not the pinned one: compare trust.root-pin with its owner");
    }
    JsonNode tree = tree(file);
    byte[] signed = base64(tree.path("signed"), "signed");
    RootOfTrust root = parse(signed);
    if (Signatures.valid(root.root(), signedBytes(signed), signatures(tree), provider)
        < root.root().threshold()) {
      throw new UntrustedRoot(
          "fewer than " + root.root().threshold() + " of its own root keys signed it");
    }
    if (!now.isBefore(root.expires())) {
      throw new UntrustedRoot("it expired at " + root.expires() + ": install its successor");
    }
    return root;
  }

  private static byte[] signedBytes(byte[] signed) {
    return PreAuthenticationEncoding.of(LABEL).add(signed).bytes();
  }

  private static byte[] json(RootOfTrust root) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("environment", root.environment());
    node.put("version", root.version());
    node.put("expires", root.expires().toString());
    write(node.putObject("root"), root.root());
    ObjectNode roles = node.putObject("roles");
    root.roles().keySet().stream()
        .sorted()
        .forEach(name -> write(roles.putObject(name), root.roles().get(name)));
    return bytes(node);
  }

  private static void write(ObjectNode node, Role role) {
    node.put("threshold", role.threshold());
    ArrayNode keys = node.putArray("keys");
    role.keys().keySet().stream()
        .sorted()
        .forEach(
            id -> keys.add(Base64.getEncoder().encodeToString(role.keys().get(id).getEncoded())));
  }

  private static RootOfTrust parse(byte[] signed) throws UntrustedRoot {
    JsonNode node = tree(signed);
    Map<String, Role> roles = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("roles").properties()) {
      roles.put(entry.getKey(), role(entry.getKey(), entry.getValue()));
    }
    try {
      return new RootOfTrust(
          node.path("environment").asText(),
          node.path("version").asLong(),
          Instant.parse(node.path("expires").asText()),
          role("root", node.path("root")),
          roles);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new UntrustedRoot("its content is not that of a root of trust: " + e.getMessage());
    }
  }

  private static Role role(String name, JsonNode node) throws UntrustedRoot {
    Map<String, PublicKey> keys = new HashMap<>();
    for (JsonNode key : node.path("keys")) {
      PublicKey publicKey = key(base64(key, name + ".keys[]"));
      keys.put(AuthorityKey.idOf(publicKey), publicKey);
    }
    try {
      return new Role(name, node.path("threshold").asInt(), keys);
    } catch (IllegalArgumentException e) {
      throw new UntrustedRoot(e.getMessage());
    }
  }

  private static PublicKey key(byte[] encoded) throws UntrustedRoot {
    try {
      return Ed25519.keyFactory().generatePublic(new X509EncodedKeySpec(encoded));
    } catch (java.security.spec.InvalidKeySpecException e) {
      throw new UntrustedRoot("a key in it is no Ed25519 public key");
    }
  }

  private static byte[] base64(JsonNode node, String field) throws UntrustedRoot {
    try {
      return Base64.getDecoder().decode(node.asText());
    } catch (IllegalArgumentException e) {
      throw new UntrustedRoot("field " + field + " is not base64");
    }
  }

  private static JsonNode tree(byte[] json) throws UntrustedRoot {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UntrustedRoot("it is not JSON");
    }
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
