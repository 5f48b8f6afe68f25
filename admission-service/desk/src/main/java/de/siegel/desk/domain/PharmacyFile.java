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
 * @param applicant whose card applied, "card:" and 32 hex digits of its certificate's SHA-256
 * @param state where it is on its way
 * @param resumes the state that a suspended pharmacy goes back to
 * @param since when it came into this state
 * @param evidence what it rests on
 * @param code the activation code that was sent last
 * @param approvers who signed for just this evidence; at most two are needed
 * @param stop why it is suspended or revoked; empty in any other state
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
    Set<String> approvers,
    Optional<Stop> stop) {
  /**
   * Who stopped a pharmacy, and why.
   *
   * @param reason in words, without personal data
   * @param person the id of their key
   */
  public record Stop(String reason, String person) {}

  public PharmacyFile {
    approvers = Set.copyOf(approvers);
  }

  /** What an approver of this file signs for. */
  public String evidenceHash() {
    return evidence.hash(pharmacyId, onboardingClass);
  }

  PharmacyFile in(AdmissionState next, Instant at) {
    return copy(next, next, at, evidence, code, approvers, Optional.empty());
  }

  /** Whether it can be stopped, also once more: what is found out later counts from then on. */
  public boolean mayBeSuspended() {
    return switch (state) {
      case PROBATION, ACTIVE, SUSPENDED -> true;
      case APPLIED, EVIDENCED, VERIFIED, REVOKED, UNKNOWN -> false;
    };
  }

  /** Stopped until it is reopened; whoever approved it before would have to again. */
  PharmacyFile suspended(Stop why, Instant at) {
    AdmissionState before = state == AdmissionState.SUSPENDED ? resumes : state;
    return copy(AdmissionState.SUSPENDED, before, at, evidence, code, Set.of(), Optional.of(why));
  }

  /** Stopped for good. */
  PharmacyFile revoked(Stop why, Instant at) {
    return copy(
        AdmissionState.REVOKED,
        AdmissionState.REVOKED,
        at,
        evidence,
        code,
        approvers,
        Optional.of(why));
  }

  /** With other evidence nobody has approved anything yet, and the code proves nothing. */
  PharmacyFile with(Evidence changed) {
    Optional<ActivationCode> proves =
        changed.register().equals(evidence.register()) ? code : Optional.empty();
    return copy(state, resumes, since, changed, proves, Set.of(), stop);
  }

  PharmacyFile with(ActivationCode sent) {
    return copy(state, resumes, since, evidence, Optional.of(sent), approvers, stop);
  }

  PharmacyFile approvedBy(Set<String> persons) {
    return copy(state, resumes, since, evidence, code, persons, stop);
  }

  private PharmacyFile copy(
      AdmissionState nextState,
      AdmissionState nextResumes,
      Instant nextSince,
      Evidence nextEvidence,
      Optional<ActivationCode> nextCode,
      Set<String> nextApprovers,
      Optional<Stop> nextStop) {
    return new PharmacyFile(
        pharmacyId,
        onboardingClass,
        applicant,
        nextState,
        nextResumes,
        nextSince,
        nextEvidence,
        nextCode,
        nextApprovers,
        nextStop);
  }
}
