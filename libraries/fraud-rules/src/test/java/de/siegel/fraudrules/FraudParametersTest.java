package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FraudParametersTest {
  private static FraudParameters read(Map<String, Double> parameters) {
    return FraudParameters.of(parameters);
  }

  @Test
  void readsLimitAndWindow() {
    assertThat(read(Map.of("velocity.limit", 20.0, "velocity.window-seconds", 60.0)).velocity())
        .isEqualTo(new Velocity(20, Duration.ofMinutes(1)));
  }

  @Test
  void limitsProbationToFiftyADayUnlessItIsSaidOtherwise() {
    Map<String, Double> others = Map.of("velocity.limit", 20.0, "velocity.window-seconds", 60.0);
    assertThat(read(others).probation()).isEqualTo(new DayLimit(50, Duration.ofDays(1)));

    Map<String, Double> said = new java.util.HashMap<>(others);
    said.put("probation.limit", 7.0);
    said.put("probation.window-seconds", 3_600.0);
    assertThat(read(said).probation()).isEqualTo(new DayLimit(7, Duration.ofHours(1)));
    said.put("probation.limit", 0.0);
    assertThatThrownBy(() -> read(said)).hasMessageContaining("probation.limit");
    said.put("probation.limit", DayLimit.LARGEST + 1.0);
    assertThatThrownBy(() -> read(said)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10})
  void refusesALimitOrWindowThatIsOutOfRange(double value) {
    assertThatThrownBy(() -> read(Map.of("velocity.limit", value, "velocity.window-seconds", 60.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("velocity.limit");
    assertThatThrownBy(() -> read(Map.of("velocity.limit", 1.0, "velocity.window-seconds", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("velocity.window-seconds");
  }

  @Test
  void refusesAMissingParameter() {
    assertThatThrownBy(() -> read(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAThresholdOfTheRulesThatIsNegativeOrUnknown() {
    Map<String, Double> parameters = new java.util.HashMap<>();
    parameters.put("velocity.limit", 20.0);
    parameters.put("velocity.window-seconds", 60.0);
    parameters.put("volume.threshold", -1.0);
    assertThatThrownBy(() -> read(parameters)).hasMessageContaining("volume.threshold");
    parameters.remove("volume.threshold");
    parameters.put("volumes.threshold", 5.0);
    assertThatThrownBy(() -> read(parameters)).hasMessageContaining("volumes.threshold");
  }
}
