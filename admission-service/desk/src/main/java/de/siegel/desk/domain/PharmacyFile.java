package de.siegel.desk.domain;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the desk knows of one pharmacy; only {@link AdmissionRules} makes another one of it.
 *
 * @param pharmacyId random, given at application
 * @param onboardingClass how it comes in
 * @param applicant who applied; may never approve
 * @param state where it is on its way
 * @param resumes the state that a suspended pharmacy goes back to
 * @param since when it came into this state
 * @param evidence what it rests on
 * @param code the activation code that was sent last
 * @param approvers who signed for just this evidence; at most two are needed
 */
public record PharmacyFile(
    String pharmacyId,
    OnboardingClass onboardingClass,
    String applicant,
    AdmissionState state,
    AdmissionState resumes,
    Instant since,
    Evidence evidence,
    Optional<ActivationCode> code,
    Set<String> approvers) {
  public PharmacyFile {
    approvers = Set.copyOf(approvers);
  }

  /** What an approver of this file signs for. */
  public String evidenceHash() {
    return evidence.hash(pharmacyId, onboardingClass);
  }

  PharmacyFile in(AdmissionState next, Instant at) {
    return new PharmacyFile(
        pharmacyId,
        onboardingClass,
        applicant,
        next,
        next == AdmissionState.SUSPENDED ? state : next,
        at,
        evidence,
        code,
        approvers);
  }

  /** With other evidence nobody has approved anything yet, and the code proves nothing. */
  PharmacyFile with(Evidence changed) {
    return new PharmacyFile(
        pharmacyId,
        onboardingClass,
        applicant,
        state,
        resumes,
        since,
        changed,
        changed.register().equals(evidence.register()) ? code : Optional.empty(),
        Set.of());
  }

  PharmacyFile with(ActivationCode sent) {
    return new PharmacyFile(
        pharmacyId,
        onboardingClass,
        applicant,
        state,
        resumes,
        since,
        evidence,
        Optional.of(sent),
        approvers);
  }

  PharmacyFile approvedBy(Set<String> persons) {
    return new PharmacyFile(
        pharmacyId, onboardingClass, applicant, state, resumes, since, evidence, code, persons);
  }
}
