package de.siegel.servicekit.session;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.control.LocationCodes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.OnboardingClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthlyCodesTest {
  private static final Instant NOVEMBER = Instant.parse("2026-11-30T23:59:59.999Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

  private final MonthlyCodes codes = new MonthlyCodes();

  private static byte[] seed(int first) {
    byte[] seed = new byte[LocationCodes.SEED_LENGTH];
    seed[0] = (byte) first;
    return seed;
  }

  private static Admission admission(String id, int seed) {
    return new Admission(
        new ControlHeader("", "", 0L, 0L, ByteBuffer.allocate(0), NOVEMBER, ""),
        id,
        AdmissionState.ACTIVE,
        OnboardingClass.MEMBER,
        List.of(),
        List.of(),
        ByteBuffer.wrap(seed(seed)),
        List.of(),
        List.of(),
        List.of(),
        0,
        null,
        ByteBuffer.allocate(0),
        List.of(),
        List.of(),
        -1);
  }

  private static String expected(int seed, int month) {
    return LocationCodes.of(seed(seed), YearMonth.of(2026, month));
  }

  @Test
  void isTheCodeOfPharmacyAndMonthWhateverWasAskedBefore() {
    for (int round = 0; round < 2; round++) {
      assertThat(codes.of(admission("p-1", 1), NOVEMBER)).isEqualTo(expected(1, 11));
      assertThat(codes.of(admission("p-1", 1), DECEMBER)).isEqualTo(expected(1, 12));
      assertThat(codes.of(admission("p-2", 2), DECEMBER)).isEqualTo(expected(2, 12));
      assertThat(codes.of(admission("p-1", 1), NOVEMBER)).isEqualTo(expected(1, 11));
    }
  }

  /** A seed is given anew when the old one got about. */
  @Test
  void isTheCodeOfTheSeedThatIsInForce() {
    codes.of(admission("p-1", 1), NOVEMBER);

    assertThat(codes.of(admission("p-1", 3), NOVEMBER)).isEqualTo(expected(3, 11));
  }
}
