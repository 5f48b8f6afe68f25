package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {

  @ParameterizedTest
  @CsvSource({
    "AB, BB8",
    "Hello!!, %69 VD92EX0",
    "base-45, UJCLQE7W581",
    "ietf!, QED8WEX0",
    "'', ''"
  })
  void c15_examplesOfRfc9285(String bytes, String text) {
    assertThat(Base45.encode(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    assertThat(Base45.decode(text)).isEqualTo(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "BB8A", "GGW", ":::", "::", "bb8", "BB8\n", "ÄB8", "BB8 BB8 "})
  void c15_refusesWhatNoEncoderWrites(String text) {
    assertThatThrownBy(() -> Base45.decode(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
