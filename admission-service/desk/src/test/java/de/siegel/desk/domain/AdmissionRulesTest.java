package de.siegel.desk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionRulesTest {
  private static AdmissionState state(Steps steps) {
    return steps.file.orElseThrow().state();
  }

  @ParameterizedTest
  @EnumSource(names = {"MEMBER", "GUEST"})
  void admitsOnEvidenceTwoPersonsAndACodeThatCameBack(OnboardingClass onboardingClass) {
    Steps steps = Steps.admitted(onboardingClass);
    assertThat(state(steps)).isEqualTo(AdmissionState.PROBATION);

    steps.now = steps.now.plus(ProbationRecord.SHORTEST);
    steps.take("one", new DeskStep.EndProbation(new ProbationRecord(100, 5, 0)));
    assertThat(state(steps)).isEqualTo(AdmissionState.ACTIVE);
  }

  /** F4 of 2021: any number was taken for a Telematik-ID. F3: so was any address. */
  @Test
  void noStepHasAFieldForATelematikIdANameOrAnAddressThatAnApplicantTypes() {
    assertThat(DeskStep.Apply.class.getRecordComponents())
        .extracting(component -> component.getName())
        .containsExactly("pharmacyId", "onboardingClass");
    assertThat(
            Arrays.stream(DeskStep.class.getPermittedSubclasses())
                .flatMap(step -> Arrays.stream(step.getRecordComponents()))
                .map(component -> component.getName()))
        .doesNotContain("telematikId", "name", "street", "email", "phone");
  }

  /** F1 and F5 of 2021: copies were taken for proof, and nobody asked whether it exists. */
  @Test
  void approvesNothingBeforeTheDirectoryAnsweredForTheCard() {
    Steps steps = Steps.applied(OnboardingClass.MEMBER);
    assertThat(steps.refused("one", new DeskStep.Approve("", false)))
        .isEqualTo(DeskCode.EVIDENCE_INCOMPLETE);
    assertThat(steps.refused("d", new DeskStep.FindInRegister(steps.register("3-10.2.1"))))
        .isEqualTo(DeskCode.REGISTER_MISMATCH);
    steps.take("a", new DeskStep.ProveCard(steps.card("3-10.2.1")));
    assertThat(steps.refused("d", new DeskStep.FindInRegister(steps.register("3-10.2.2"))))
        .isEqualTo(DeskCode.REGISTER_MISMATCH);
    assertThat(state(steps)).isEqualTo(AdmissionState.APPLIED);
  }

  @Test
  void aGuestNeedsALicenceThatItsOriginConfirmed() {
    Steps steps = Steps.applied(OnboardingClass.GUEST);
    steps.take("a", new DeskStep.ProveCard(steps.card("3-10.2.1")));
    steps.take("d", new DeskStep.FindInRegister(steps.register("3-10.2.1")));
    assertThat(state(steps)).isEqualTo(AdmissionState.APPLIED);

    steps.take("d", new DeskStep.ConfirmLicence(steps.licence()));
    assertThat(state(steps)).isEqualTo(AdmissionState.EVIDENCED);
  }

  @Test
  void aLicenceThatWasConfirmedBeforeAnyCardIsNobodys() {
    Steps steps = Steps.applied(OnboardingClass.GUEST);
    steps.take("d", new DeskStep.ConfirmLicence(steps.licence()));

    steps.take(Steps.APPLICANT, new DeskStep.ProveCard(steps.card("3-10.2.1")));

    assertThat(steps.file.orElseThrow().evidence().licence()).isEmpty();
    steps.take("d", new DeskStep.ConfirmLicence(steps.licence()));
    steps.take("another", new DeskStep.ProveCard(steps.card("3-10.2.1")));
    assertThat(steps.file.orElseThrow().evidence().licence()).isPresent();
  }

  @Test
  void theCardOfAnotherPharmacyComesIntoNoFile() {
    Steps steps = Steps.evidenced(OnboardingClass.MEMBER);

    for (String person : new String[] {Steps.APPLICANT, "another"}) {
      assertThat(steps.refused(person, new DeskStep.ProveCard(steps.card("3-10.2.9"))))
          .isEqualTo(DeskCode.CARD_OF_ANOTHER);
    }
    // Cards are replaced; the pharmacy that they name shows whose file it is.
    steps.take("another", new DeskStep.ProveCard(steps.card("3-10.2.1")));
  }

  @Test
  void aSuspendedPharmacyComesBackAsItselfOnly() {
    Steps steps = Steps.admitted(OnboardingClass.MEMBER);
    steps.take("one", new DeskStep.Suspend("under review"));

    assertThat(steps.refused(Steps.APPLICANT, new DeskStep.ProveCard(steps.card("3-10.2.9"))))
        .isEqualTo(DeskCode.CARD_OF_ANOTHER);
  }

  /** F2 of 2021: one side decided, in one night. */
  @Test
  void onePersonAloneNeverVerifies() {
    Steps steps = Steps.reached(OnboardingClass.MEMBER);
    String hash = steps.file.orElseThrow().evidenceHash();
    assertThat(steps.refused(Steps.APPLICANT, new DeskStep.Approve(hash, false)))
        .isEqualTo(DeskCode.APPLICANT_APPROVES);
    assertThat(steps.refused("owner", new DeskStep.Approve(hash, true)))
        .isEqualTo(DeskCode.APPLICANT_APPROVES);
    steps.approve("one");
    assertThat(steps.refused("one", new DeskStep.Approve(hash, false)))
        .isEqualTo(DeskCode.SAME_APPROVER);
    assertThat(state(steps)).isEqualTo(AdmissionState.EVIDENCED);

    steps.approve("two");
    assertThat(state(steps)).isEqualTo(AdmissionState.VERIFIED);
  }

  @Test
  void anApprovalIsForTheEvidenceAsItWasAndForNothingLater() {
    Steps steps = Steps.reached(OnboardingClass.GUEST);
    String before = steps.file.orElseThrow().evidenceHash();
    steps.approve("one");
    steps.now = steps.now.plusSeconds(60);
    steps.take("d", new DeskStep.ConfirmLicence(steps.licence()));

    assertThat(steps.refused("two", new DeskStep.Approve(before, false)))
        .isEqualTo(DeskCode.EVIDENCE_CHANGED);
    steps.approve("two");
    assertThat(state(steps)).isEqualTo(AdmissionState.EVIDENCED);
  }

  @Test
  void otherEvidenceTakesAVerifiedPharmacyBackAndItsCodeWithIt() {
    Steps steps = Steps.reached(OnboardingClass.MEMBER);
    steps.approve("one");
    steps.approve("two");
    steps.take(Steps.APPLICANT, new DeskStep.ProveCard(steps.card("3-10.2.1")));

    assertThat(state(steps)).isEqualTo(AdmissionState.APPLIED);
    assertThat(steps.file.orElseThrow().approvers()).isEmpty();
    assertThat(steps.file.orElseThrow().code()).isEmpty();
  }

  @Test
  void evidenceGrowsOld() {
    Steps steps = Steps.evidenced(OnboardingClass.MEMBER);
    steps.now = steps.now.plus(Evidence.FRESH);
    String hash = steps.file.orElseThrow().evidenceHash();

    assertThat(steps.refused("one", new DeskStep.Approve(hash, false)))
        .isEqualTo(DeskCode.EVIDENCE_OLD);
    steps.now = Steps.NOW.minusSeconds(1);
    assertThat(steps.refused("one", new DeskStep.Approve(hash, false)))
        .isEqualTo(DeskCode.EVIDENCE_OLD);
  }

  /** F3 of 2021: the code went to an address that the applicant had written into the form. */
  @Test
  void aCodeGoesOnlyToAnAddressOfTheDirectory() {
    Steps steps = Steps.evidenced(OnboardingClass.MEMBER);

    assertThat(
            steps.refused(
                "one", new DeskStep.SendCode(ActivationCode.hashOf("x"), "Mein Briefkasten 1")))
        .isEqualTo(DeskCode.ADDRESS_NOT_IN_REGISTER);
  }

  @Test
  void nobodyIsApprovedBeforeTheCodeCameBackAndNobodyCanUseItUpByGuessing() {
    Steps steps = Steps.evidenced(OnboardingClass.MEMBER);
    steps.take("one", new DeskStep.SendCode(ActivationCode.hashOf(Steps.CODE), Steps.ADDRESS));
    String hash = steps.file.orElseThrow().evidenceHash();
    assertThat(steps.refused("one", new DeskStep.Approve(hash, false)))
        .isEqualTo(DeskCode.CODE_NOT_REDEEMED);
    for (int n = 0; n < 1_000; n++) {
      assertThat(steps.refused("a", new DeskStep.RedeemCode("guess-" + n)))
          .isEqualTo(DeskCode.CODE_WRONG);
    }

    steps.take("a", new DeskStep.RedeemCode(Steps.CODE));
    assertThat(steps.refused("a", new DeskStep.RedeemCode(Steps.CODE)))
        .isEqualTo(DeskCode.CODE_OVER);
    steps.take("one", new DeskStep.SendCode(ActivationCode.hashOf(Steps.CODE), Steps.ADDRESS));
    steps.now = steps.now.plus(ActivationCode.VALID);
    assertThat(steps.refused("a", new DeskStep.RedeemCode(Steps.CODE)))
        .isEqualTo(DeskCode.CODE_OVER);
  }

  @Test
  void whoSignedARecordThatNobodyWouldFollowSignsTheNextOneAnew() {
    Steps steps = Steps.reached(OnboardingClass.MEMBER);
    steps.approve("one");
    steps.approve("two");
    steps.take("desk", new DeskStep.Redraft());
    assertThat(state(steps)).isEqualTo(AdmissionState.EVIDENCED);
    assertThat(steps.refused("one", new DeskStep.Admit())).isEqualTo(DeskCode.STATE);

    steps.approve("two");
    steps.approve("one");
    assertThat(state(steps)).isEqualTo(AdmissionState.VERIFIED);
  }

  /** F7 of 2021: a brand-new issuer raised nothing. */
  @Test
  void probationEndsByTimeAndCleanRecordOnly() {
    Steps steps = Steps.admitted(OnboardingClass.GUEST);
    assertThat(steps.refused("one", new DeskStep.EndProbation(new ProbationRecord(100, 0, 0))))
        .isEqualTo(DeskCode.PROBATION_TOO_SHORT);
    steps.now = steps.now.plus(ProbationRecord.SHORTEST);
    for (ProbationRecord record :
        new ProbationRecord[] {
          new ProbationRecord(9, 0, 0),
          new ProbationRecord(100, 6, 0),
          new ProbationRecord(100, 0, 1)
        }) {
      assertThat(steps.refused("one", new DeskStep.EndProbation(record)))
          .isEqualTo(DeskCode.PROBATION_NOT_CLEAN);
    }
  }

  @Test
  void oneSuspendsAndTwoReopenAfterEverythingWasVerifiedAgain() {
    Steps steps = Steps.admitted(OnboardingClass.GUEST);
    assertThat(steps.refused("one", new DeskStep.Suspend(" "))).isEqualTo(DeskCode.REASON_MISSING);
    steps.take("one", new DeskStep.Suspend("guests under review"));
    assertThat(steps.refused("one", new DeskStep.Reopen())).isEqualTo(DeskCode.NOT_VERIFIED_AGAIN);
    steps.now = steps.now.plusSeconds(3_600);
    steps.gather();
    steps.approve("one");
    assertThat(steps.refused("one", new DeskStep.Reopen())).isEqualTo(DeskCode.TWO_PERSONS);
    steps.approve("two");
    steps.take("one", new DeskStep.Reopen());

    assertThat(state(steps)).isEqualTo(AdmissionState.PROBATION);
  }

  /** What was found out after everything had been verified again counts from then on. */
  @Test
  void whoeverIsSuspendedAgainHasToBeVerifiedAgainAndSignedForAnew() {
    Steps steps = Steps.admitted(OnboardingClass.MEMBER);
    steps.take("one", new DeskStep.Suspend("guests under review"));
    steps.now = steps.now.plusSeconds(3_600);
    steps.gather();
    steps.approve("one");
    steps.approve("two");
    steps.now = steps.now.plusSeconds(60);

    steps.take("three", new DeskStep.Suspend("stolen card"));

    PharmacyFile file = steps.file.orElseThrow();
    assertThat(file.stop()).contains(new PharmacyFile.Stop("stolen card", "three"));
    assertThat(file.approvers()).isEmpty();
    assertThat(steps.refused("one", new DeskStep.Reopen())).isEqualTo(DeskCode.NOT_VERIFIED_AGAIN);
    steps.now = steps.now.plusSeconds(60);
    steps.gather();
    steps.approve("one");
    steps.approve("two");
    steps.take("one", new DeskStep.Reopen());
    assertThat(state(steps)).isEqualTo(AdmissionState.PROBATION);
  }

  @Test
  void aGuestsOldLicenceDoesNotReopenIt() {
    Steps steps = Steps.admitted(OnboardingClass.GUEST);
    steps.take("one", new DeskStep.Suspend("guests under review"));
    steps.now = steps.now.plusSeconds(3_600);
    steps.take("a", new DeskStep.ProveCard(steps.card("3-10.2.1")));
    steps.take("d", new DeskStep.FindInRegister(steps.register("3-10.2.1")));

    assertThat(steps.refused("one", new DeskStep.Reopen())).isEqualTo(DeskCode.NOT_VERIFIED_AGAIN);
  }

  @Test
  void revokedIsForGood() {
    Steps steps = Steps.admitted(OnboardingClass.MEMBER);
    steps.take("one", new DeskStep.Revoke("closed"));
    steps.now = steps.now.plus(Duration.ofDays(1));

    assertThat(steps.refused("one", new DeskStep.Reopen())).isEqualTo(DeskCode.STATE);
    assertThat(steps.refused("a", new DeskStep.ProveCard(steps.card("3-10.2.1"))))
        .isEqualTo(DeskCode.STATE);
    assertThat(steps.refused("a", new DeskStep.Apply("p-1", OnboardingClass.MEMBER)))
        .isEqualTo(DeskCode.ALREADY_APPLIED);
  }

  @Test
  void decidesNothingAboutWhoNeverApplied() {
    assertThat(AdmissionRules.decide(Optional.empty(), new DeskStep.Admit(), "one", Steps.NOW))
        .isEqualTo(new DeskDecision.Refused(DeskCode.UNKNOWN_PHARMACY));
    assertThat(
            AdmissionRules.decide(
                Optional.empty(),
                new DeskStep.Apply("p-1", OnboardingClass.UNKNOWN),
                "a",
                Steps.NOW))
        .isEqualTo(new DeskDecision.Refused(DeskCode.CLASS_UNKNOWN));
  }
}
