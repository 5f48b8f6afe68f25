package de.siegel.replay.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.servicekit.record.LeafLinks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may have got a certificate: pharmacy p, terminal-1, operator-7. */
class AdmissionsTest {
  private static final Instant THEN = Story.BEGIN;
  private static final Instant HEARD = THEN.minus(Admissions.LONGEST_UNHEARD);

  private final Findings findings = new Findings();
  private final Admissions admissions = new Admissions(findings);

  @Test
  void whoWasAdmittedMayIssue() {
    admissions.controlled(Controls.admitted("p", 1));

    assertThat(issuedRelyingOn(1)).isEmpty();
    assertThat(section().checked()).isEqualTo(1);
  }

  @Test
  void theRecordedVersionDecidesAndNotALaterOne() {
    admissions.controlled(
        Controls.admission("p", 1, 1, AdmissionState.SUSPENDED, Controls.LONG_AGO));
    admissions.controlled(Controls.admission("p", 2, 2, AdmissionState.ACTIVE, HEARD));

    assertThat(issuedRelyingOn(1)).containsExactly(Breach.NOT_ADMITTED);
  }

  @Test
  void whoMayConfirmHasAPlaceInTheOrderOfAdmissions() {
    admissions.controlled(Controls.admitted("p", 1));
    admissions.controlled(Controls.confirmer("p", 2, HEARD));

    assertThat(issuedRelyingOn(2)).isEmpty();
    assertThat(section().skipped()).isZero();
  }

  @Test
  void anotherPharmacysAdmissionIsNone() {
    admissions.controlled(Controls.admitted("q", 1));

    assertThat(issuedRelyingOn(1)).containsExactly(Breach.NOT_ADMITTED);
  }

  @Test
  void whatCompactionTookIsNotGuessed() {
    admissions.controlled(Controls.admission("p", 3, 9, AdmissionState.REVOKED, THEN));

    assertThat(issuedRelyingOn(4)).isEmpty();
    assertThat(section().skipped()).isEqualTo(1);
  }

  @Test
  void anOldVersionIsNoExcuseForASuspensionThatEverybodyHadHeardOf() {
    admissions.controlled(Controls.admitted("p", 1));
    admissions.controlled(Controls.admission("p", 2, 2, AdmissionState.SUSPENDED, HEARD));

    assertThat(issuedRelyingOn(1)).containsExactly(Breach.STOPPED_AND_ISSUED);
  }

  @Test
  void whatNotEverybodyCanHaveHeardOfStopsNobody() {
    admissions.controlled(Controls.admitted("p", 1));
    admissions.controlled(
        Controls.admission("p", 2, 2, AdmissionState.SUSPENDED, HEARD.plusMillis(1)));
    admissions.controlled(brake(RestrictionScope.PHARMACY, "p", "", HEARD.plusMillis(1)));

    assertThat(issuedRelyingOn(1)).isEmpty();
  }

  @Test
  void whoCameBackInTimeMayIssue() {
    admissions.controlled(Controls.admitted("p", 1));
    admissions.controlled(Controls.admission("p", 2, 2, AdmissionState.SUSPENDED, HEARD));
    admissions.controlled(Controls.admission("p", 3, 3, AdmissionState.ACTIVE, THEN));

    assertThat(issuedRelyingOn(1)).isEmpty();
  }

  @Test
  void eachBrakeStopsWhatItNamesAndNothingElse() {
    admissions.controlled(Controls.admitted("p", 1));
    for (Fact.Controlled other :
        List.of(
            brake(RestrictionScope.PHARMACY, "q", "", HEARD),
            brake(RestrictionScope.TERMINAL, "p", "terminal-2", HEARD),
            brake(RestrictionScope.TERMINAL, "q", "terminal-1", HEARD),
            brake(RestrictionScope.OPERATOR, "p", "operator-8", HEARD),
            brake(RestrictionScope.COHORT, "", "members", HEARD))) {
      admissions.controlled(other);
    }
    assertThat(issuedRelyingOn(1)).isEmpty();

    for (Fact.Controlled ours :
        List.of(
            brake(RestrictionScope.PHARMACY, "p", "", HEARD),
            brake(RestrictionScope.TERMINAL, "p", "terminal-1", HEARD),
            brake(RestrictionScope.OPERATOR, "p", "operator-7", HEARD),
            brake(RestrictionScope.COHORT, "", "guests", HEARD),
            brake(RestrictionScope.EVERYTHING, "", "", HEARD))) {
      Findings found = new Findings();
      Admissions one = new Admissions(found);
      one.controlled(Controls.admitted("p", 1));
      one.controlled(ours);
      one.issued(leaf(1), Optional.of(THEN));

      assertThat(breaches(found)).as("%s", ours).containsExactly(Breach.STOPPED_AND_ISSUED);
    }
  }

  @Test
  void aBrakeThatWasLiftedOrHadEndedStopsNobody() {
    admissions.controlled(Controls.admitted("p", 1));
    Fact.Controlled brake = brake(RestrictionScope.PHARMACY, "p", "", Controls.LONG_AGO);
    admissions.controlled(brake);
    admissions.controlled(Controls.lifted(brake, THEN));
    admissions.controlled(
        Controls.brake(RestrictionScope.EVERYTHING, "", "", Optional.of(THEN), Controls.LONG_AGO));

    assertThat(issuedRelyingOn(1)).isEmpty();
  }

  @Test
  void aVersionThatCameLaterThanTheFactsIsLookedForOnceMore() {
    admissions.controlled(Controls.admitted("q", 1));
    admissions.issued(leaf(2), Optional.of(THEN));
    assertThat(admissions.needsMore()).isTrue();

    admissions.controlled(Controls.admitted("p", 2));
    assertThat(admissions.needsMore()).isFalse();
    admissions.finish();

    assertThat(breaches(findings)).isEmpty();
    assertThat(section().checked()).isEqualTo(1);
  }

  private List<Breach> issuedRelyingOn(long sequence) {
    admissions.issued(leaf(sequence), Optional.of(THEN));
    admissions.finish();
    return breaches(findings);
  }

  private static Leaf leaf(long sequence) {
    Decision decision = Events.decision(THEN, 0, 0);
    decision.setAdmissionsVersion(sequence);
    return new Leaf(
        5,
        THEN,
        Events.decided(AuditKind.ISSUED, "signer", decision),
        new LeafLinks.Opened(Events.links("p", "request", "submission", new byte[0])));
  }

  private static Fact.Controlled brake(
      RestrictionScope scope, String pharmacy, String value, Instant at) {
    return Controls.brake(scope, pharmacy, value, Optional.empty(), at);
  }

  private InvariantReport.Section section() {
    return findings.report().section(Invariant.I8);
  }

  private static List<Breach> breaches(Findings findings) {
    return findings.report().section(Invariant.I8).first().stream().map(Violation::breach).toList();
  }
}
