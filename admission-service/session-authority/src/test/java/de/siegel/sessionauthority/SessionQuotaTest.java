package de.siegel.sessionauthority;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.Session;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionQuotaTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant END = NOW.plusSeconds(14_400);

  private final SessionQuota quota = new SessionQuota();
  private int number;

  private Session session(String pharmacyId, Instant end) {
    Session session = new Session();
    session.setSessionId(String.format("%032x", number++));
    session.setPharmacyId(pharmacyId);
    session.setNotAfter(end);
    return session;
  }

  @Test
  void opensNoMoreThanAPharmacyMayHaveAndSaysWhenTheNextPlaceIsFree() {
    quota.opened(session("p-1", END.minusSeconds(60)));
    for (int n = 1; n < SessionQuota.PER_PHARMACY; n++) {
      assertThat(quota.open(session("p-1", END), NOW)).isEmpty();
    }

    assertThat(quota.open(session("p-1", END), NOW)).contains(END.minusSeconds(60));
    assertThat(quota.open(session("p-2", END), NOW)).isEmpty();
  }

  @Test
  void aSessionThatIsOverFreesItsPlace() {
    for (int n = 0; n < SessionQuota.PER_PHARMACY; n++) {
      quota.opened(session("p-1", END));
    }

    Session late = session("p-1", END.plusSeconds(1));
    assertThat(quota.open(late, END.minusMillis(1))).contains(END);
    assertThat(quota.open(late, END)).isEmpty();
  }

  /** A broker that is away for a minute must not keep a pharmacy out for hours. */
  @Test
  void aSessionThatWasNeverPublishedFreesItsPlace() {
    Session last = session("p-1", END);
    for (int n = 1; n < SessionQuota.PER_PHARMACY; n++) {
      quota.opened(session("p-1", END));
    }
    assertThat(quota.open(last, NOW)).isEmpty();
    assertThat(quota.open(session("p-1", END), NOW)).isPresent();

    quota.notOpened(last);

    assertThat(quota.open(session("p-1", END), NOW)).isEmpty();
    assertThat(quota.open(session("p-1", END), NOW)).isPresent();
  }
}
