package de.siegel.sessionauthority.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecheckTest {
  private static final Instant GOOD_AT = Instant.parse("2026-11-24T09:00:00Z");

  private static Recheck decide(CardCode code, Instant now) {
    return Recheck.decide(Optional.of(new CardRefusal(code, "")), GOOD_AT, now);
  }

  @Test
  void aGoodCardGoesOn() {
    assertThat(Recheck.decide(Optional.empty(), GOOD_AT, GOOD_AT.plus(Recheck.GRACE)))
        .isEqualTo(Recheck.GOOD);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CERT_REVOKED", "CERT_UNKNOWN", "REGISTER_NO_MATCH", "NOT_VALID_NOW", "CA_REVOKED"})
  void aCardThatIsNoLongerGoodEndsItsSession(CardCode code) {
    assertThat(decide(code, GOOD_AT.plusSeconds(1))).isEqualTo(Recheck.END);
  }

  /** Whoever can keep the answer away must not keep a revoked card alive for ever. */
  @ParameterizedTest
  @EnumSource(names = {"OCSP_UNAVAILABLE", "OCSP_NONCE", "REGISTER_UNAVAILABLE", "TSL_INVALID"})
  void withoutAnAnswerItGoesOnForABoundedTime(CardCode code) {
    assertThat(decide(code, GOOD_AT.plus(Recheck.GRACE).minusMillis(1))).isEqualTo(Recheck.UNKNOWN);
    assertThat(decide(code, GOOD_AT.plus(Recheck.GRACE))).isEqualTo(Recheck.END);
  }
}
