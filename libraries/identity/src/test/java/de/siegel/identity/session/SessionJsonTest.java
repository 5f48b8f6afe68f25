package de.siegel.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionJsonTest {
  private static final SessionApplication APPLICATION =
      new SessionApplication(
          "0123456789abcdef0123456789abcdef",
          "pharmacy-1",
          "tenant-a",
          "terminal-1",
          "",
          SigningAlgorithm.ES256,
          new byte[65],
          "epoch-1",
          new byte[32],
          List.of(
              new WrappedSecret(
                  "validation", "k", ByteBuffer.wrap(new byte[32]), ByteBuffer.allocate(48))));

  @Test
  void readsAnApplicationAsItWasWritten() {
    assertThat(SessionJson.readApplication(SessionJson.write(APPLICATION, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(APPLICATION);
  }

  @Test
  void readsAnAnswerAsItWasWritten() {
    AcceptedSession accepted = new AcceptedSession(7, Instant.parse("2026-11-20T14:00:00Z"));

    assertThat(SessionJson.readAccepted(SessionJson.write(accepted))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessionId",
        "pharmacyId",
        "tenant",
        "terminal",
        "operator",
        "signingAlgorithm",
        "signingKey",
        "epoch",
        "secretCommitment"
      })
  void namesTheFieldThatIsMissingOrMisshapen(String field) throws IOException {
    ObjectNode json =
        (ObjectNode) new ObjectMapper().readTree(SessionJson.write(APPLICATION, Optional.empty()));

    json.put(field, "%".repeat(300));
    assertNames(json, field);
    json.put(field, 1);
    assertNames(json, field);
    json.remove(field);
    assertNames(json, field);
  }

  private static void assertNames(ObjectNode json, String field) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SessionJson.readApplication(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field);
  }

  @Test
  void saysThatABodyIsNotJson() {
    assertThatThrownBy(() -> SessionJson.readApplication(new byte[] {'{'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void readsAProofAsItWasWritten() {
    CardProof proof = new CardProof(new byte[1_100], new byte[150], new byte[64]);

    assertThat(SessionJson.readProof(SessionJson.write(APPLICATION, Optional.of(proof))))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(proof);
    assertThat(SessionJson.readProof(SessionJson.write(APPLICATION, Optional.empty()))).isEmpty();
  }

  @Test
  void readsBindingsAndChallengesAsTheyWereWritten() {
    byte[] bytes = {1, 2, 3};

    assertThat(SessionJson.readBinding(SessionJson.writeBinding(bytes))).isEqualTo(bytes);
    assertThat(SessionJson.readChallenge(SessionJson.writeChallenge(bytes))).isEqualTo(bytes);
  }
}
