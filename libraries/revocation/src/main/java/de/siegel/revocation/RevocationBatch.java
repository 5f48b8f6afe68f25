package de.siegel.revocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A batch of a revocation list, as the gateway of the EU takes it: up to 1,000 hashes of one
 * kind, for one key.
 *
 * @param country who revokes, two upper-case letters
 * @param expires when the last of the certificates would have ended: the batch is useless then
 * @param keyId the key that signed them; empty for any key ({@code UNKNOWN_KID})
 * @param kind of the hashes
 * @param entries 1 to 1,000, none twice, all of that kind; kept in the order of their bytes, so
 *     that their order tells nothing
 */
public record RevocationBatch(
    String country,
    Instant expires,
    Optional<KeyId> keyId,
    Kind kind,
    List<RevocationHandle> entries) {
  /** More are not taken. */
  public static final int MOST_ENTRIES = 1_000;

  /** A batch with as many entries has some 40 KB. */
  static final int LONGEST = 256 * 1024;

  private static final String UNKNOWN_KID = "UNKNOWN_KID";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public RevocationBatch {
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("country: must be two upper-case letters");
    }
    Set<RevocationHandle> distinct = new HashSet<>(entries);
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES || distinct.size() < entries.size()) {
      throw new IllegalArgumentException(
          "entries: must be 1 to " + MOST_ENTRIES + " hashes, none twice");
    }
    for (RevocationHandle entry : entries) {
      if (entry.kind() != kind) {
        throw new IllegalArgumentException("entries: must all be of kind " + kind);
      }
    }
    entries = entries.stream().sorted(Comparator.comparing(RevocationHandle::base64)).toList();
  }

  /** The JSON that is signed. */
  public byte[] json() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("country", country)
            .put("expires", expires.toString())
            .put("kid", keyId.map(KeyId::base64).orElse(UNKNOWN_KID))
            .put("hashType", kind.name());
    ArrayNode hashes = root.putArray("entries");
    entries.forEach(entry -> hashes.addObject().put("hash", entry.base64()));
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static RevocationBatch read(byte[] json) {
    if (json.length > LONGEST) {
      throw new IllegalArgumentException("a batch has at most " + LONGEST + " bytes");
    }
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a batch must be a JSON object", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("a batch cannot be read", e);
    }
    String kid = text(root, "kid");
    Kind kind = kind(text(root, "hashType"));
    List<RevocationHandle> entries = new ArrayList<>();
    for (JsonNode entry : root.path("entries")) {
      entries.add(RevocationHandle.ofBytes(kind, hash(entry)));
    }
    return new RevocationBatch(
        text(root, "country"),
        time(text(root, "expires")),
        kid.equals(UNKNOWN_KID) ? Optional.empty() : Optional.of(KeyId.ofBase64(kid)),
        kind,
        entries);
  }

  private static String text(JsonNode root, String field) {
    if (!root.path(field).isTextual()) {
      throw new IllegalArgumentException(field + ": must be there, as a text");
    }
    return root.path(field).textValue();
  }

  private static Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("hashType: must be SIGNATURE, UCI or COUNTRYCODEUCI");
  }

  private static byte[] hash(JsonNode entry) {
    try {
      return Base64.getDecoder().decode(text(entry, "hash"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("entries: each must have a hash, in base64", e);
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expires: must be a time with its zone", e);
    }
  }

  /**
   * Batches that revoke certificates by all three kinds of hash, for each key on its own. Those
   * that have ended already are left out: no reader takes them any more, and no gateway the batch.
   *
   * @param now the time of revocation
   */
  public static List<RevocationBatch> of(
      String country, List<TouchedCertificate> certificates, Instant now) {
    List<RevocationBatch> batches = new ArrayList<>();
    List<TouchedCertificate> open =
        certificates.stream().filter(one -> one.expiresAt().isAfter(now)).toList();
    List<KeyId> keys = open.stream().map(TouchedCertificate::keyId).distinct().toList();
    for (KeyId key : keys) {
      for (Kind kind : Kind.values()) {
        Instant expires = Instant.MIN;
        Set<RevocationHandle> entries = new HashSet<>();
        for (TouchedCertificate one : open) {
          for (RevocationHandle handle : one.keyId().equals(key) ? one.handles() : NONE) {
            if (handle.kind() == kind && entries.add(handle)) {
              expires = one.expiresAt().isAfter(expires) ? one.expiresAt() : expires;
            }
          }
        }
        // The same certificates make the same batches, whenever they are made.
        List<RevocationHandle> all =
            entries.stream().sorted(Comparator.comparing(RevocationHandle::base64)).toList();
        for (int from = 0; from < all.size(); from += MOST_ENTRIES) {
          batches.add(
              new RevocationBatch(
                  country,
                  expires,
                  Optional.of(key),
                  kind,
                  all.subList(from, Math.min(all.size(), from + MOST_ENTRIES))));
        }
      }
    }
    return batches;
  }

  private static final List<RevocationHandle> NONE = List.of();
}
