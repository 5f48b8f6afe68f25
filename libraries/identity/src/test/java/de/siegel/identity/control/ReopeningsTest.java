package de.siegel.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a person signs who opens a wave, whatever the desk shows. */
class ReopeningsTest {
  private static final String COHORT = "guests";

  private static Admission before() {
    Admission admission =
        ((ControlPayload.OfAdmission) ControlRecords.admission("pharmacy-1")).value();
    admission.setCohorts(List.of("class-guest", COHORT));
    return admission;
  }

  private static byte[] bytes(Admission admission) {
    return new ControlPayload.OfAdmission(admission).bytes();
  }

  private static Admission draft(Consumer<Admission> change) {
    byte[] hash = Sha256.of(new ControlPayload.OfAdmission(before()).bytes());
    Admission draft =
        Admission.newBuilder(before())
            .setHeader(ControlRecords.header(TopicCatalogue.ADMISSIONS, "pharmacy-1", 2, 7, hash))
            .setCohorts(List.of("class-guest", Reopenings.reopened(COHORT, ControlRecords.NOW)))
            .build();
    change.accept(draft);
    return draft;
  }

  private static boolean isSigned(Consumer<Admission> change) {
    return Reopenings.onlyLeaves(COHORT, bytes(before()), draft(change));
  }

  @Test
  void anAdmissionThatOnlyLeavesTheCohortIsSigned() {
    assertThat(isSigned(draft -> {})).isTrue();
  }

  @Test
  void anAdmissionThatSaysAnythingElseIsNotSigned() {
    assertThat(isSigned(draft -> draft.setCohorts(List.of()))).isFalse();
    assertThat(isSigned(draft -> draft.setCohorts(List.of("class-guest")))).isFalse();
    assertThat(isSigned(draft -> draft.setCohorts(List.of("class-guest", COHORT)))).isFalse();
    assertThat(isSigned(draft -> draft.setLocations(List.of("ELSEWHERE")))).isFalse();
    assertThat(isSigned(draft -> draft.setTelematikIds(List.of("3-0.0815")))).isFalse();
    assertThat(isSigned(draft -> draft.setState(AdmissionState.PROBATION))).isFalse();
    assertThat(isSigned(draft -> draft.setPharmacyId("pharmacy-2"))).isFalse();
  }

  @Test
  void theSuccessorOfAnotherAdmissionIsNotSigned() {
    assertThat(
            isSigned(
                draft ->
                    draft
                        .getHeader()
                        .setPrevious(java.nio.ByteBuffer.wrap(Sha256.of(new byte[] {1})))))
        .isFalse();
    Admission notInIt = before();
    notInIt.setCohorts(List.of("class-guest"));
    assertThat(Reopenings.onlyLeaves(COHORT, bytes(notInIt), draft(same -> {}))).isFalse();
  }

  @Test
  void theEndOfAProbationIsSignedAndNothingElseWithIt() {
    Admission probation = before();
    probation.setState(AdmissionState.PROBATION);
    byte[] hash = Sha256.of(new ControlPayload.OfAdmission(probation).bytes());
    Admission draft =
        Admission.newBuilder(probation)
            .setHeader(ControlRecords.header(TopicCatalogue.ADMISSIONS, "pharmacy-1", 2, 7, hash))
            .setState(AdmissionState.ACTIVE)
            .build();

    assertThat(Reopenings.onlyActivates(bytes(probation), draft)).isTrue();
    assertThat(Reopenings.onlyActivates(bytes(before()), draft)).isFalse();
    draft.setCohorts(List.of());
    assertThat(Reopenings.onlyActivates(bytes(probation), draft)).isFalse();
  }

  /** Whoever comes back together can be stopped together, however often that happens. */
  @Test
  void whoComesBackIsInACohortOfItsDay() {
    assertThat(Reopenings.reopened("guests", ControlRecords.NOW))
        .isEqualTo("guests-reopened-" + ControlRecords.NOW.toString().substring(0, 10));
    assertThat(Reopenings.reopened("guests-reopened-2021-07-31", ControlRecords.NOW))
        .isEqualTo(Reopenings.reopened("guests", ControlRecords.NOW));
  }

  /** A desk that slips the lifting of a revoked pharmacy's brake in among those of a wave. */
  @Test
  void noOtherBrakeIsLiftedWithAWave() {
    for (String reason : List.of("revoked", "stolen card", "Wave stopped", "")) {
      Restriction brake =
          Restrictions.imposed(
                  RestrictionScope.PHARMACY,
                  "pharmacy-1",
                  "",
                  reason,
                  Optional.empty(),
                  ControlRecords.NOW)
              .value();
      brake.setState(RestrictionState.LIFTED);
      assertThat(Reopenings.onlyLifts(brake)).isFalse();
      // The reason is under the id: it cannot be passed off as the other.
      brake.setReason(Reopenings.WAVE_STOPPED);
      assertThat(Reopenings.onlyLifts(brake)).isFalse();
    }
  }

  @Test
  void onlyTheLiftingOfABrakeOnOnePharmacyIsSignedWithIt() {
    for (RestrictionScope scope : RestrictionScope.values()) {
      Restriction brake =
          Restrictions.imposed(
                  scope, "pharmacy-1", "", "wave stopped", Optional.empty(), ControlRecords.NOW)
              .value();
      assertThat(Reopenings.onlyLifts(brake)).isFalse();
      brake.setState(RestrictionState.LIFTED);
      assertThat(Reopenings.onlyLifts(brake)).isEqualTo(scope == RestrictionScope.PHARMACY);
    }
  }
}
