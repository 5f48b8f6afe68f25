package de.siegel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistrySettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://localhost",
        "localhost:8081",
        "http:///path",
        "http://name:word@localhost",
        "http://localhost?a=b",
        "http://localhost#a"
      })
  void refusesAUrlThatIsNotTheBaseOfAnHttpApi(String url) {
    assertThatThrownBy(() -> HttpRegistrySettings.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema registry URL");
  }

  @Test
  void takesAPathAndKeepsItsValues() {
    HttpRegistrySettings settings =
        HttpRegistrySettings.of(URI.create("https://registry.test/apis/ccompat/v7"));

    assertThat(settings.retryFor()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.withRetryFor(Duration.ZERO).retryFor()).isZero();
    assertThat(settings.withRetryFor(Duration.ZERO).baseUrl()).isEqualTo(settings.baseUrl());
  }
}
