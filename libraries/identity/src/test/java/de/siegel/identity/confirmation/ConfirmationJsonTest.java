package de.siegel.identity.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationJsonTest {
  private static final String GOOD =
      "{\"kind\":\"hba\",\"until\":1795168860000,\"certificate\":\"MAA=\",\"signature\":\"AAE=\","
          + "\"ocspResponse\":\"MAA=\"}";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsAConfirmation() {
    Confirmation read = ConfirmationJson.read(utf8(GOOD)).orElseThrow();

    assertThat(read)
        .isInstanceOfSatisfying(
            Confirmation.Hba.class,
            hba -> {
              assertThat(hba.untilMillis()).isEqualTo(1_795_168_860_000L);
              assertThat(hba.signature()).containsExactly(0, 1);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"hba\"",
        "{}",
        "{\"kind\":\"smc-b\"}",
        "{\"kind\":1}",
        "{\"kind\":{\"hba\":1}}",
      })
  void refusesWhatIsNoConfirmation(String text) {
    assertThat(ConfirmationJson.read(utf8(text))).isEmpty();
  }

  @Test
  void refusesAFieldThatItDoesNotKnow() {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("}", ",\"pin\":\"1234\"}")))).isEmpty();
  }

  @Test
  void refusesAFieldThatStandsTwice() {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("{", "{\"kind\":\"hba\",")))).isEmpty();
  }

  @Test
  void refusesAMissingField() {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("\"signature\":\"AAE=\",", "")))).isEmpty();
  }

  @Test
  void refusesAFieldOfTheOtherKind() {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("hba", "webauthn")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1e3",
        "1795168860000.0",
        "\"1795168860000\"",
        "null",
        "99999999999999999999"
      })
  void refusesATimeThatIsNoWholeNumberOfMilliseconds(String until) {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("1795168860000", until)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"_-\"", "\"A\"", "\"AAE=\\n\"", "17", "null", "[\"AAE=\"]"})
  void refusesWhatIsNoBase64(String signature) {
    assertThat(ConfirmationJson.read(utf8(GOOD.replace("\"AAE=\"", signature)))).isEmpty();
  }

  @Test
  void refusesWhatComesAfter() {
    assertThat(ConfirmationJson.read(utf8(GOOD + GOOD))).isEmpty();
    assertThat(ConfirmationJson.read(utf8(GOOD + " x"))).isEmpty();
  }

  @Test
  void refusesOtherEncodingsThanUtf8() {
    assertThat(ConfirmationJson.read(GOOD.getBytes(StandardCharsets.UTF_16))).isEmpty();
    assertThat(ConfirmationJson.read(GOOD.getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    assertThat(ConfirmationJson.read(utf8("\uFEFF" + GOOD))).isEmpty();
    byte[] broken = utf8(GOOD);
    broken[10] = (byte) 0xC3;
    assertThat(ConfirmationJson.read(broken)).isEmpty();
  }

  @Test
  void refusesMoreThanFourKibibytes() {
    byte[] most = Arrays.copyOf(utf8(GOOD), ConfirmationJson.LONGEST);
    Arrays.fill(most, GOOD.length(), most.length, (byte) ' ');
    byte[] more = Arrays.copyOf(most, most.length + 1);
    more[most.length] = ' ';

    assertThat(ConfirmationJson.read(most)).isPresent();
    assertThat(ConfirmationJson.read(more)).isEmpty();
  }

  @Test
  void refusesDepthWithoutEnd() {
    assertThat(ConfirmationJson.read(utf8("{\"kind\":" + "[".repeat(4_000)))).isEmpty();
  }
}
