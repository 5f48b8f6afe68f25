package de.siegel.sessionauthority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionQuotaTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant END = NOW.plusSeconds(14_400);

  private final SessionQuota quota = new SessionQuota();

  @Test
  void opensNoMoreThanAPharmacyMayHaveAndSaysWhenTheNextPlaceIsFree() {
    quota.opened("p-1", END.minusSeconds(60));
    for (int n = 1; n < SessionQuota.PER_PHARMACY; n++) {
      assertThat(quota.open("p-1", END, NOW)).isEmpty();
    }

    assertThat(quota.open("p-1", END, NOW)).contains(END.minusSeconds(60));
    assertThat(quota.open("p-2", END, NOW)).isEmpty();
  }

  @Test
  void aSessionThatIsOverFreesItsPlace() {
    for (int n = 0; n < SessionQuota.PER_PHARMACY; n++) {
      quota.opened("p-1", END);
    }

    assertThat(quota.open("p-1", END.plusSeconds(1), END.minusMillis(1))).contains(END);
    assertThat(quota.open("p-1", END.plusSeconds(1), END)).isEmpty();
  }
}
