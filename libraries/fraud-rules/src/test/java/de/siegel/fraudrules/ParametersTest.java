package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is decided with a configuration that cannot be meant. */
class ParametersTest {
  @Test
  void anUnknownNameIsNamed() {
    assertThatThrownBy(() -> Parameters.of(Map.of("volume.treshold", 8.0)))
        .hasMessageContaining("volume.treshold")
        .hasMessageContaining("volume.threshold");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, 0, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
  void aThresholdOutOfItsRangeIsRefused(double value) {
    assertThatThrownBy(() -> Parameters.of(Map.of("volume.threshold", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("volume.threshold");
  }

  @Test
  void halfARequestIsNone() {
    assertThatThrownBy(() -> Parameters.of(Map.of("unusual-hour.held-from", 3.5)))
        .hasMessageContaining("whole");
  }

  @Test
  void whatIsNotNamedKeepsItsStandard() {
    Parameters changed = Parameters.of(Map.of("volume.threshold", 12.0));
    assertThat(changed.volume().threshold()).isEqualTo(12);
    assertThat(changed.operatorVolume()).isEqualTo(Parameters.standard().operatorVolume());
    assertThat(Parameters.of(Map.of())).isEqualTo(Parameters.standard());
  }
}
