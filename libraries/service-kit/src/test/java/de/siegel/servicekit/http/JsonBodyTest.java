package de.siegel.servicekit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsAnObjectWithSomeOfItsFields() {
    assertThat(JsonBody.read(bytes("{\"id\":\"a\"}"), "id", "code").path("id").textValue())
        .isEqualTo("a");
  }

  /** Who looks at the first and who obeys the last would see two different orders. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\",\"id\":\"b\"}",
        "{\"id\":\"a\"}{\"id\":\"b\"}",
        "{\"id\":\"a\",\"di\":\"b\"}",
        "{\"id\":{\"x\":1,\"x\":2}}",
        "[\"id\"]",
        "\"id\"",
        "",
        "{\"id\":"
      })
  void refusesWhatCanBeReadInTwoWaysOrNotAtAll(String json) {
    assertThatThrownBy(() -> JsonBody.read(bytes(json), "id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the body");
  }

  /** What is read as nothing where it is of the wrong kind would be an order nobody gave. */
  @ParameterizedTest
  @ValueSource(strings = {"\"0.2\"", "true", "null", "[0.2]", "{}"})
  void refusesAFieldOfTheWrongKind(String value) {
    JsonNode body = JsonBody.read(bytes("{\"share\":" + value + "}"), "share");

    assertThatThrownBy(() -> JsonBody.optional(body, "share", "a number", JsonNode::isNumber))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share: must be a number");
  }

  @Test
  void aFieldThatIsNotThereIsMissing() {
    JsonNode body = JsonBody.read(bytes("{}"), "share");

    assertThat(JsonBody.optional(body, "share", "a number", JsonNode::isNumber).isMissingNode())
        .isTrue();
  }
}
