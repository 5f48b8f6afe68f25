package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetOptionTest {
  @Test
  void readsNamesAndNumbers() {
    assertThat(SetOption.read(List.of("volume.threshold=5", "rhythm.fast-share=0.4")))
        .isEqualTo(Map.of("volume.threshold", 5.0, "rhythm.fast-share", 0.4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"volume.threshold", "=5", "volume.threshold=", "a=5,0", "a=NaN", "a=5d"})
  void saysHowOneIsWritten(String option) {
    assertThatThrownBy(() -> SetOption.read(List.of(option)))
        .hasMessageStartingWith("--set")
        .hasMessageContaining("must be");
  }

  @Test
  void refusesTheSameNameTwice() {
    assertThatThrownBy(() -> SetOption.read(List.of("a=1", "a=2")))
        .hasMessageContaining("a is named twice");
  }
}
