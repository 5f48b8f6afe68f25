package de.siegel.desk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrakeRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");

  private static Restriction brake(
      RestrictionScope scope, String pharmacyId, String value, String reason, Duration length) {
    return Restrictions.imposed(
            scope, pharmacyId, value, reason, Optional.ofNullable(length).map(NOW::plus), NOW)
        .value();
  }

  private static String problem(Restriction brake, int persons, Optional<Instant> lastPause) {
    return BrakeRules.problem(brake, persons, "known"::equals, "guests"::equals, lastPause, NOW)
        .orElse("none");
  }

  private static String problem(Restriction brake) {
    return problem(brake, 1, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "PHARMACY, known, '', none",
    "PHARMACY, unknown, '', pharmacyId",
    "PHARMACY, '', '', pharmacyId",
    "PHARMACY, known, x, value",
    "TERMINAL, known, counter-1, none",
    "TERMINAL, known, '', value",
    "TERMINAL, unknown, counter-1, pharmacyId",
    "OPERATOR, known, op-1, none",
    "OPERATOR, known, ' two words', value",
    "OPERATOR, known, 'Ka\u0308the', value",
    "COHORT, '', guests, none",
    "COHORT, '', gusts, value",
    "COHORT, known, guests, pharmacyId",
    "COHORT, '', '', value",
    "CARD, '', abc, value",
    "UNKNOWN, '', x, scope"
  })
  void namesTheFieldThatIsWrong(
      RestrictionScope scope, String pharmacyId, String value, String field) {
    assertThat(problem(brake(scope, pharmacyId, value, "a reason", null))).startsWith(field);
  }

  @Test
  void takesACardByItsFingerprintOnly() {
    assertThat(problem(brake(RestrictionScope.CARD, "", "0a".repeat(32), "a reason", null)))
        .isEqualTo("none");
    assertThat(problem(brake(RestrictionScope.CARD, "", "0A".repeat(32), "a reason", null)))
        .startsWith("value");
  }

  @Test
  void wantsAReason() {
    assertThat(problem(brake(RestrictionScope.PHARMACY, "known", "", " ", null)))
        .startsWith("reason");
    assertThat(problem(brake(RestrictionScope.PHARMACY, "known", "", "x".repeat(201), null)))
        .startsWith("reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u009b2J", "a\nb", "a\u202eb", "\u0000", "a\u200bb"})
  void takesNoTextThatATerminalWouldFollow(String text) {
    assertThat(problem(brake(RestrictionScope.PHARMACY, "known", "", text, null)))
        .startsWith("reason");
    assertThat(BrakeRules.notice(text).orElseThrow()).startsWith("notice");
    assertThat(BrakeRules.notice("Bitte rufen Sie uns an: 030/123 – Grüße")).isEmpty();
  }

  @Test
  void takesOnlyWhatWasSignedJustNow() {
    Restriction old = brake(RestrictionScope.PHARMACY, "known", "", "a reason", null);
    for (Duration off : new Duration[] {Duration.ofSeconds(61), Duration.ofSeconds(-61)}) {
      old.setImposedAt(NOW.plus(off));
      assertThat(problem(old)).startsWith("imposedAt");
    }
  }

  @Test
  void aLiftingIsNoBrake() {
    Restriction lifted = brake(RestrictionScope.PHARMACY, "known", "", "a reason", null);
    lifted.setState(RestrictionState.LIFTED);

    assertThat(problem(lifted)).startsWith("state");
  }

  @Test
  void onePersonPausesEverythingForAQuarterOfAnHourTwoForLonger() {
    Duration quarter = Duration.ofMinutes(15);
    RestrictionScope everything = RestrictionScope.EVERYTHING;
    Restriction longer = brake(everything, "", "", "a reason", quarter.plusMillis(1));

    assertThat(problem(brake(everything, "", "", "a reason", quarter))).isEqualTo("none");
    assertThat(problem(longer)).startsWith("minutes");
    assertThat(problem(longer, 2, Optional.empty())).isEqualTo("none");
    assertThat(problem(brake(everything, "", "", "a reason", null))).startsWith("minutes");
    assertThat(problem(brake(everything, "", "", "a reason", null), 2, Optional.empty()))
        .isEqualTo("none");
    assertThat(problem(brake(everything, "", "", "a reason", Duration.ZERO), 2, Optional.empty()))
        .startsWith("minutes");
  }

  @Test
  void onePersonPausesEverythingOnceADay() {
    Restriction pause =
        brake(RestrictionScope.EVERYTHING, "", "", "a reason", Duration.ofMinutes(15));

    assertThat(problem(pause, 1, Optional.of(NOW.minus(BrakeRules.PAUSE_AGAIN).plusMillis(1))))
        .startsWith("PAUSE_USED");
    assertThat(problem(pause, 2, Optional.of(NOW.minusSeconds(1)))).isEqualTo("none");
    assertThat(problem(pause, 1, Optional.of(NOW.minus(BrakeRules.PAUSE_AGAIN)))).isEqualTo("none");
  }

  @Test
  void whatIsNarrowerHasNoEndOfItsOwn() {
    assertThat(
            problem(
                brake(RestrictionScope.PHARMACY, "known", "", "a reason", Duration.ofMinutes(5))))
        .startsWith("minutes");
  }
}
