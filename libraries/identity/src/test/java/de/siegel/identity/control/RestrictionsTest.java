package de.siegel.identity.control;

import static de.siegel.identity.control.ControlRecords.DESK_1;
import static de.siegel.identity.control.ControlRecords.DESK_2;
import static de.siegel.identity.control.ControlRecords.NOW;
import static de.siegel.identity.control.ControlRecords.PROVIDER;
import static de.siegel.identity.control.ControlRecords.SESSIONS;
import static de.siegel.identity.control.ControlRecords.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.control.ControlHistory.Verdict;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Restricting needs one person, re-opening two (rule 9 of the design). */
class RestrictionsTest {
  private static final String TOPIC = TopicCatalogue.ADMISSIONS;

  private static Restriction restriction(RestrictionScope scope, Instant until) {
    Restriction restriction =
        new Restriction(
            null, scope, "pharmacy-1", "x", "a reason", NOW, until, RestrictionState.ACTIVE, "");
    restriction.setHeader(header(restriction, 1));
    return restriction;
  }

  private static de.siegel.schemas.control.ControlHeader header(
      Restriction restriction, long version) {
    return ControlRecords.header(TOPIC, Restrictions.id(restriction), version, 0, new byte[32]);
  }

  private static boolean believed(Restriction restriction, AuthorityKey... keys) {
    return SIGNATURES
        .verify(
            TOPIC,
            restriction.getHeader().getId(),
            ControlSignatures.sign(
                new ControlPayload.OfRestriction(restriction), List.of(keys), PROVIDER))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = RestrictionScope.class,
      names = {"COHORT", "PHARMACY", "TERMINAL", "OPERATOR", "CARD"})
  void letsOnePersonRestrict(RestrictionScope scope) {
    assertThat(believed(restriction(scope, null), DESK_1)).isTrue();
    assertThat(believed(restriction(scope, null), SESSIONS)).isFalse();
    assertThat(believed(restriction(scope, null))).isFalse();
  }

  @Test
  void needsTwoPersonsToReopen() {
    Restriction lifted = restriction(RestrictionScope.PHARMACY, null);
    lifted.setState(RestrictionState.LIFTED);

    assertThat(believed(lifted, DESK_1)).isFalse();
    assertThat(believed(lifted, DESK_1, DESK_1)).isFalse();
    assertThat(believed(lifted, DESK_1, DESK_2)).isTrue();
  }

  @Test
  void letsOnePersonPauseEverythingForAQuarterOfAnHour() {
    Duration longest = Restrictions.LONGEST_PAUSE;
    RestrictionScope everything = RestrictionScope.EVERYTHING;

    assertThat(believed(restriction(everything, NOW.plus(longest)), DESK_1)).isTrue();
    assertThat(believed(restriction(everything, NOW.plus(longest).plusMillis(1)), DESK_1))
        .isFalse();
    assertThat(believed(restriction(everything, null), DESK_1)).isFalse();
    assertThat(believed(restriction(everything, null), DESK_1, DESK_2)).isTrue();
  }

  static Stream<Consumer<Restriction>> changes() {
    return Stream.of(
        restriction -> restriction.setScope(RestrictionScope.TERMINAL),
        restriction -> restriction.setPharmacyId("pharmacy-2"),
        restriction -> restriction.setValue("y"),
        restriction -> restriction.setReason("another"),
        restriction -> restriction.setImposedAt(NOW.plusMillis(1)),
        restriction -> restriction.setUntil(NOW.plusSeconds(1)));
  }

  /** Else one person could replace a brake by one that stops less. */
  @ParameterizedTest
  @MethodSource("changes")
  void refusesAnotherContentUnderTheSameId(Consumer<Restriction> change) {
    Restriction restriction = restriction(RestrictionScope.PHARMACY, null);
    change.accept(restriction);

    assertThat(believed(restriction, DESK_1, DESK_2)).isFalse();
  }

  /** Else one key could end the order of the topic with a huge sequence. */
  @Test
  void refusesABrakeWithAPlaceInTheOrderOfTheTopic() {
    Restriction restriction = restriction(RestrictionScope.PHARMACY, null);
    restriction.getHeader().setSequence(Long.MAX_VALUE);

    assertThat(believed(restriction, DESK_1, DESK_2)).isFalse();
  }

  @Test
  void endsByItselfOrByBeingLiftedAndNotOtherwise() {
    Restriction pause = restriction(RestrictionScope.EVERYTHING, NOW.plusSeconds(60));
    Restriction brake = restriction(RestrictionScope.PHARMACY, null);

    assertThat(Restrictions.holds(pause, NOW.plusSeconds(59))).isTrue();
    assertThat(Restrictions.holds(pause, NOW.plusSeconds(60))).isFalse();
    assertThat(Restrictions.holds(brake, Instant.MAX)).isTrue();
    brake.setState(RestrictionState.UNKNOWN);
    assertThat(Restrictions.holds(brake, NOW)).isTrue();
    brake.setState(RestrictionState.LIFTED);
    assertThat(Restrictions.holds(brake, NOW)).isFalse();
  }

  private static VerifiedPayload verified(Restriction restriction) {
    ControlPayload payload = new ControlPayload.OfRestriction(restriction);
    return VerifiedPayload.of(payload, payload.bytes());
  }

  @Test
  void isFollowedBesideTheOrderAndNamedByTheHeartbeat() {
    ControlHistory history = new ControlHistory(TOPIC);
    byte[] before = history.state();
    Restriction brake = restriction(RestrictionScope.PHARMACY, null);

    assertThat(history.accept(verified(brake), NOW)).isEqualTo(Verdict.NEXT);
    assertThat(history.sequence()).isZero();
    assertThat(history.state()).isNotEqualTo(before);
    assertThat(history.accept(verified(brake), NOW)).isEqualTo(Verdict.OLD_VERSION);
  }
}
