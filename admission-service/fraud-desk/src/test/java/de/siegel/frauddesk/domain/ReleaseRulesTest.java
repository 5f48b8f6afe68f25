package de.siegel.frauddesk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseRulesTest {
  private static final String WHY = "the festival ends on Sunday";

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 20})
  void takesAReleaseWithAReasonAndAGrowth(double growth) {
    assertThat(ReleaseRules.refusals("p-1", true, growth, WHY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.09, 20.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnotherGrowthAndSaysItsRange(double growth) {
    assertThat(ReleaseRules.refusals("p-1", true, growth, WHY))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(RefusalCode.GROWTH_OUT_OF_RANGE);
              assertThat(refusal.field()).isEqualTo("growth");
              assertThat(refusal.message()).contains("0.1 to 20");
            });
  }

  @Test
  void saysThatThereIsNoSuchPharmacy() {
    assertThat(ReleaseRules.refusals("p-\n", false, 1, WHY))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(RefusalCode.PHARMACY_UNKNOWN);
              assertThat(refusal.message()).contains("p-?").contains("admission");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u202eb", "line\nbreak"})
  void refusesAReasonThatNobodyCanRead(String reason) {
    assertThat(ReleaseRules.refusals("p-1", true, 1, reason))
        .extracting(Refusal::code)
        .containsExactly(RefusalCode.REASON_NOT_USABLE);
  }

  @Test
  void refusesAReasonOfMoreThanTwoHundredCharacters() {
    assertThat(ReleaseRules.refusals("p-1", true, 1, "x".repeat(200))).isEmpty();
    assertThat(ReleaseRules.refusals("p-1", true, 1, "x".repeat(201))).hasSize(1);
  }
}
