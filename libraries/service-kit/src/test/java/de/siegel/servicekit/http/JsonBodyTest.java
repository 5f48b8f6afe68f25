package de.siegel.servicekit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
