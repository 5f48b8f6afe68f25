package de.siegel.cli.fraud;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.cli.operate.Persons;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A draft of the fraud desk that is what it says: of this topic, under this id, and after just the
 * record that it is shown with.
 *
 * @param id the beginning of its hash
 * @param bytes what is signed
 * @param payload what they say
 * @param before what it replaces; empty if it is the first of its kind
 */
record FraudDraft(
    String id, byte[] bytes, ControlPayload payload, Optional<ControlPayload> before) {
  private static final String TOPIC = TopicCatalogue.FRAUD_CONFIGURATION;
  private static final int HASH_BYTES = 32;

  /**
   * Reads what the desk sent.
   *
   * @throws de.siegel.cli.CommandFailure if it contradicts itself: it must not be signed then
   */
  static FraudDraft read(JsonNode answer) {
    byte[] bytes = Persons.bytes(answer.path("payload"));
    ControlPayload payload = ControlPayload.read(bytes).orElseThrow(Persons::strange);
    Optional<byte[]> before =
        answer.has("before") ? Optional.of(Persons.bytes(answer.path("before"))) : Optional.empty();
    String id = answer.path("id").asText();
    ControlHeader header = payload.header();
    boolean right =
        payload.inPlace()
            && header.getTopic().equals(TOPIC)
            && header.getAuthority().equals(RootOfTrust.roleName(TOPIC))
            && header.getVersion() > 0
            && (header.getVersion() == 1) == before.isEmpty()
            && Arrays.equals(
                Bytes.of(header.getPrevious()),
                before.map(FraudDraft::hash).orElse(new byte[HASH_BYTES]))
            && !id.isEmpty()
            && HexFormat.of().formatHex(hash(bytes)).startsWith(id);
    if (!right) {
      throw Persons.strange();
    }
    return new FraudDraft(
        id,
        bytes,
        payload,
        before.map(old -> ControlPayload.read(old).orElseThrow(Persons::strange)));
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
