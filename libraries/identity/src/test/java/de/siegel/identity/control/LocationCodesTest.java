package de.siegel.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocationCodesTest {
  private static final byte[] SEED = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @Test
  void isTheHmacOfTheMonthAsAnotherImplementationComputesIt() {
    assertThat(LocationCodes.of(SEED, YearMonth.of(2026, 11))).isEqualTo("GOXMVJ199J");
    assertThat(LocationCodes.of(SEED, YearMonth.of(2026, 12))).isEqualTo("M02HOIUCNM");
  }

  @Test
  void hasTenCharactersAndMeetsNoOther() {
    Set<String> codes = new HashSet<>();
    for (int number = 0; number < 10_000; number++) {
      byte[] seed = SEED.clone();
      seed[0] = (byte) number;
      seed[1] = (byte) (number >> 8);
      String code = LocationCodes.of(seed, YearMonth.of(2026, 11));
      assertThat(code).matches("[0-9A-Z]{10}");
      codes.add(code);
    }
    assertThat(codes).hasSize(10_000);
  }

  @Test
  void turnsWithTheMonthInUtc() {
    assertThat(LocationCodes.monthOf(Instant.parse("2026-11-30T23:59:59.999Z")))
        .isEqualTo(YearMonth.of(2026, 11));
    assertThat(LocationCodes.monthOf(Instant.parse("2026-12-01T00:00:00Z")))
        .isEqualTo(YearMonth.of(2026, 12));
  }

  @Test
  void refusesASeedOfAnotherLength() {
    assertThatThrownBy(() -> LocationCodes.of(new byte[15], YearMonth.of(2026, 11)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
