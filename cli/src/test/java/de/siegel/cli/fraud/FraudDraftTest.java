package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody signs what the desk cannot have meant. */
class FraudDraftTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final byte[] BEFORE = bytes(1, new byte[32], 4.8, "fraud-configuration");
  private static final byte[] NEXT = bytes(2, hash(BEFORE), 5, "fraud-configuration");

  private static byte[] bytes(long version, byte[] previous, double threshold, String authority) {
    ControlHeader header =
        new ControlHeader(
            TopicCatalogue.FRAUD_CONFIGURATION,
            "fraud-configuration",
            version,
            version,
            ByteBuffer.wrap(previous),
            NOW,
            authority);
    return new ControlPayload.OfFraudConfiguration(
            new FraudConfiguration(header, Map.of("volume.threshold", threshold)))
        .bytes();
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode answer(byte[] payload) {
    return new ObjectMapper()
        .createObjectNode()
        .put("id", HexFormat.of().formatHex(hash(payload), 0, 6))
        .put("payload", Base64.getEncoder().encodeToString(payload));
  }

  private static ObjectNode answer(byte[] payload, byte[] before) {
    return answer(payload).put("before", Base64.getEncoder().encodeToString(before));
  }

  private static void assertStrange(ObjectNode answer) {
    assertThatThrownBy(() -> FraudDraft.read(answer)).hasMessageContaining("do not sign");
  }

  @Test
  void readsWhatFollowsWhatItIsShownWith() {
    FraudDraft first = FraudDraft.read(answer(BEFORE));
    FraudDraft next = FraudDraft.read(answer(NEXT, BEFORE));

    assertThat(first.before()).isEmpty();
    assertThat(next.before().orElseThrow().bytes()).isEqualTo(BEFORE);
    assertThat(next.bytes()).isEqualTo(NEXT);
  }

  @Test
  void whatItReplacesCannotBeShownOtherwiseThanItIs() {
    byte[] other = bytes(1, new byte[32], 4, "fraud-configuration");

    assertStrange(answer(NEXT, other));
    assertStrange(answer(NEXT));
    assertStrange(answer(BEFORE, other));
  }

  @Test
  void itIsForThisAuthorityAndCalledAfterWhatIsSigned() {
    assertStrange(answer(bytes(1, new byte[32], 5, "admissions")));
    assertStrange(answer(NEXT, BEFORE).put("id", "000000000000"));
    assertStrange(answer(NEXT, BEFORE).put("id", ""));
    assertStrange(answer(new byte[] {1, 2, 3}));
  }
}
