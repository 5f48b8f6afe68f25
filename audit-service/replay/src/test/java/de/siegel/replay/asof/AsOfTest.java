package de.siegel.replay.asof;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.replay.Events;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsOfTest {
  private static final Instant THEN = Instant.parse("2026-11-03T10:00:00Z");
  private static final Instant BEFORE = THEN.minus(Duration.ofDays(1));
  private static final Instant AFTER = THEN.plus(Duration.ofDays(1));

  private final AsOf asOf = new AsOf(THEN);

  @Test
  void theLastVersionBeforeThenHeld() {
    asOf.record(admission(1, BEFORE.minusSeconds(1), AdmissionState.PROBATION));
    asOf.record(admission(2, BEFORE, AdmissionState.ACTIVE));
    asOf.record(admission(3, AFTER, AdmissionState.REVOKED));

    assertThat(asOf.admissions().get("p").held().map(Admission::getState))
        .contains(AdmissionState.ACTIVE);
  }

  @Test
  void aVersionThatWasReplacedLaterAndIsGoneIsNotGuessed() {
    asOf.record(admission(3, AFTER, AdmissionState.REVOKED));

    assertThat(asOf.admissions().get("p")).isEqualTo(new Known.Replaced<>(3, AFTER));
  }

  @Test
  void aGapBetweenTwoVersionsIsNotGuessedEither() {
    asOf.record(admission(1, BEFORE, AdmissionState.PROBATION));
    asOf.record(admission(3, AFTER, AdmissionState.REVOKED));

    assertThat(asOf.admissions().get("p")).isEqualTo(new Known.Replaced<>(3, AFTER));
  }

  @Test
  void whoCameLaterWasNotAdmittedThen() {
    asOf.record(admission(1, AFTER, AdmissionState.PROBATION));

    assertThat(asOf.admissions()).isEmpty();
  }

  @Test
  void aBrakeThatWasLiftedLaterHeldThen() {
    asOf.record(brake(BEFORE, null, RestrictionState.LIFTED, AFTER));

    assertThat(asOf.brakes()).hasSize(1);
  }

  @Test
  void aBrakeThatWasLiftedOrEndedOrCameLaterDidNotHold() {
    asOf.record(brake(BEFORE, null, RestrictionState.LIFTED, THEN));
    asOf.record(brake(BEFORE, THEN, RestrictionState.ACTIVE, BEFORE));
    asOf.record(brake(AFTER, null, RestrictionState.ACTIVE, AFTER));

    assertThat(asOf.brakes()).isEmpty();
  }

  @Test
  void whoseEnrolmentWasRevokedLaterCouldConfirmThen() {
    asOf.record(confirmer(1, BEFORE, ConfirmerState.ACTIVE));
    asOf.record(confirmer(2, AFTER, ConfirmerState.REVOKED));

    assertThat(asOf.confirmers().values())
        .extracting(known -> known.held().map(Confirmer::getState))
        .containsExactly(Optional.of(ConfirmerState.ACTIVE));
  }

  private static ControlPayload confirmer(long version, Instant issuedAt, ConfirmerState state) {
    Confirmer confirmer = Confirmers.hba("p", "3-HBA-1");
    confirmer.setHeader(header(Confirmers.id(confirmer), version, issuedAt));
    confirmer.setState(state);
    return new ControlPayload.OfConfirmer(confirmer);
  }

  @Test
  void aCohortsBrakeStopsItsPharmacies() {
    Admission admission = (Admission) admission(1, BEFORE, AdmissionState.ACTIVE).value();
    Restriction cohort = (Restriction) brake(BEFORE, null, RestrictionState.ACTIVE, BEFORE).value();

    assertThat(AsOf.stopping(admission, List.of(cohort))).containsExactly(cohort);
    assertThat(
            AsOf.stopping(
                Admission.newBuilder(admission).setCohorts(List.of()).build(), List.of(cohort)))
        .isEmpty();
  }

  @Test
  void theTrailSaysWhatWasDoneAndReliedOnBeforeThen() {
    AuditEvent act = Events.command("admission.admit");
    act.setOccurredAt(BEFORE);
    act.setCommand(new Command("admission.admit", List.of("key"), "p PROBATION", 4L));
    asOf.leaf(5, act);
    Decision decision = Events.decision(BEFORE, 0, 0);
    decision.setFraudConfigurationVersion(7);
    asOf.leaf(6, Events.decided(AuditKind.ISSUED, "signer", decision));
    asOf.leaf(7, Events.decided(AuditKind.ISSUED, "signer", Events.decision(AFTER, 0, 0)));

    assertThat(asOf.lastAct("p"))
        .contains("admission.admit p PROBATION at 2026-11-02T10:00:00Z, leaf 5");
    assertThat(asOf.lastAct("q")).isEmpty();
    assertThat(asOf.lastDecision().map(AsOf.LastDecision::leaf)).contains(6L);
  }

  private static ControlPayload admission(long version, Instant issuedAt, AdmissionState state) {
    return new ControlPayload.OfAdmission(
        Admission.newBuilder()
            .setHeader(header("p", version, issuedAt))
            .setPharmacyId("p")
            .setState(state)
            .setOnboardingClass(OnboardingClass.GUEST)
            .setCohorts(List.of("guests"))
            .build());
  }

  private static ControlPayload brake(
      Instant imposedAt, Instant until, RestrictionState state, Instant issuedAt) {
    Restriction imposed =
        Restrictions.imposed(
                RestrictionScope.COHORT,
                "",
                "guests",
                "forged papers",
                Optional.ofNullable(until),
                imposedAt)
            .value();
    ControlHeader header = header(imposed.getHeader().getId(), 2, issuedAt);
    return new ControlPayload.OfRestriction(
        Restriction.newBuilder(imposed).setHeader(header).setState(state).build());
  }

  private static ControlHeader header(String id, long version, Instant issuedAt) {
    return new ControlHeader(
        TopicCatalogue.ADMISSIONS,
        id,
        version,
        version,
        ByteBuffer.allocate(32),
        issuedAt,
        "admissions");
  }
}
