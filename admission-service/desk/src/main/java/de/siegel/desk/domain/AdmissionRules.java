package de.siegel.desk.domain;

import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A pharmacy's way in, whole:
 *
 * <pre>
 * APPLIED ── card, directory, licence of guests ──▶ EVIDENCED
 * EVIDENCED ── code of the letter redeemed, two approvers sign ──▶ VERIFIED
 * VERIFIED ── record published ──▶ PROBATION ── 14 days, clean ──▶ ACTIVE
 * PROBATION, ACTIVE ── one person ──▶ SUSPENDED ── evidence anew, two approvers ──▶ where it was
 * SUSPENDED ── one person, for something new ──▶ SUSPENDED: evidence and approvals from before end
 * any ── one person ──▶ REVOKED, for good: who wants in again applies anew
 * </pre>
 *
 * <p>New evidence takes a verified pharmacy back to EVIDENCED, and drops every approval: who signed
 * for something else has not signed for this.
 */
public final class AdmissionRules {
  /** So many persons let a pharmacy in, or back. */
  public static final int APPROVERS = 2;

  private AdmissionRules() {}

  /**
   * Decides on a step.
   *
   * @param before what the desk knows; empty before the application
   * @param person who takes the step: a person of the desk by the id of their key, or the applicant
   *     by the card
   * @param now the time of the step
   */
  public static DeskDecision decide(
      Optional<PharmacyFile> before, DeskStep step, String person, Instant now) {
    if (step instanceof DeskStep.Apply apply) {
      return apply(before, apply, person, now);
    }
    if (before.isEmpty()) {
      return refused(DeskCode.UNKNOWN_PHARMACY);
    }
    PharmacyFile file = before.get();
    if (file.state() == AdmissionState.REVOKED || file.state() == AdmissionState.UNKNOWN) {
      return refused(DeskCode.STATE);
    }
    if (step instanceof DeskStep.ProveCard proven) {
      return mayProve(file, proven.card())
          ? evidence(file, file.evidence().with(proven.card()), now)
          : refused(DeskCode.CARD_OF_ANOTHER);
    } else if (step instanceof DeskStep.FindInRegister found) {
      return file.evidence()
              .card()
              .filter(card -> card.telematikId().equals(found.register().entry().telematikId()))
              .isPresent()
          ? evidence(file, file.evidence().with(found.register()), now)
          : refused(DeskCode.REGISTER_MISMATCH);
    } else if (step instanceof DeskStep.ConfirmLicence confirmed) {
      return evidence(file, file.evidence().with(confirmed.licence()), now);
    } else if (step instanceof DeskStep.SendCode sent) {
      return send(file, sent, now);
    } else if (step instanceof DeskStep.RedeemCode redeemed) {
      return redeem(file, redeemed, now);
    } else if (step instanceof DeskStep.Approve approve) {
      return approve(file, approve, person, now);
    } else if (step instanceof DeskStep.Redraft) {
      return redraft(file, now);
    } else if (step instanceof DeskStep.Admit) {
      return admit(file, now);
    } else if (step instanceof DeskStep.EndProbation end) {
      return endProbation(file, end, now);
    } else if (step instanceof DeskStep.Suspend suspend) {
      return suspend(file, suspend, person, now);
    } else if (step instanceof DeskStep.Reopen) {
      return reopen(file, now);
    }
    return revoke(file, (DeskStep.Revoke) step, person, now);
  }

  private static DeskDecision apply(
      Optional<PharmacyFile> before, DeskStep.Apply apply, String person, Instant now) {
    if (before.isPresent()) {
      return refused(DeskCode.ALREADY_APPLIED);
    }
    if (apply.onboardingClass() == OnboardingClass.UNKNOWN) {
      return refused(DeskCode.CLASS_UNKNOWN);
    }
    return taken(
        new PharmacyFile(
            apply.pharmacyId(),
            apply.onboardingClass(),
            person,
            AdmissionState.APPLIED,
            AdmissionState.APPLIED,
            now,
            Evidence.NONE,
            Optional.empty(),
            Set.of(),
            Optional.empty()));
  }

  /** The first card says whose file it is: another pharmacy's applies for itself. */
  private static boolean mayProve(PharmacyFile file, Evidence.Card card) {
    return file.evidence().card().isEmpty() || file.evidence().isOf(card.telematikId());
  }

  private static DeskDecision evidence(PharmacyFile file, Evidence changed, Instant now) {
    PharmacyFile next = file.with(changed);
    boolean complete = changed.isComplete(file.onboardingClass());
    return switch (file.state()) {
      case APPLIED, EVIDENCED, VERIFIED ->
          taken(next.in(complete ? AdmissionState.EVIDENCED : AdmissionState.APPLIED, now));
      // Gathered anew, to be reopened; the state is left to the persons of the desk.
      case SUSPENDED -> taken(next);
      case PROBATION, ACTIVE, REVOKED, UNKNOWN -> refused(DeskCode.STATE);
    };
  }

  private static DeskDecision send(PharmacyFile file, DeskStep.SendCode sent, Instant now) {
    if (file.state() != AdmissionState.EVIDENCED && file.state() != AdmissionState.VERIFIED) {
      return refused(DeskCode.STATE);
    }
    boolean registered =
        file.evidence()
            .register()
            .filter(register -> register.entry().addresses().contains(sent.address()))
            .isPresent();
    return registered
        ? taken(file.with(new ActivationCode(sent.codeHash(), sent.address(), now, false)))
        : refused(DeskCode.ADDRESS_NOT_IN_REGISTER);
  }

  private static DeskDecision redeem(PharmacyFile file, DeskStep.RedeemCode given, Instant now) {
    Optional<ActivationCode> open = file.code().filter(code -> code.isOpen(now));
    if (open.isEmpty()) {
      return refused(DeskCode.CODE_OVER);
    }
    // Wrong ones are not counted: nobody guesses 128 bits, but anybody could use a count up.
    return open.get().isRight(given.code())
        ? taken(file.with(open.get().redeem()))
        : refused(DeskCode.CODE_WRONG);
  }

  private static DeskDecision approve(
      PharmacyFile file, DeskStep.Approve approve, String person, Instant now) {
    if (file.state() == AdmissionState.APPLIED
        || !file.evidence().isComplete(file.onboardingClass())) {
      return refused(DeskCode.EVIDENCE_INCOMPLETE);
    }
    if (file.state() != AdmissionState.EVIDENCED && file.state() != AdmissionState.SUSPENDED) {
      return refused(DeskCode.STATE);
    }
    if (!file.evidence().isFresh(now)) {
      return refused(DeskCode.EVIDENCE_OLD);
    }
    if (!file.evidenceHash().equals(approve.evidenceHash())) {
      return refused(DeskCode.EVIDENCE_CHANGED);
    }
    if (approve.isOwn() || person.equals(file.applicant())) {
      return refused(DeskCode.APPLICANT_APPROVES);
    }
    if (file.state() == AdmissionState.EVIDENCED && !codeCameBack(file)) {
      return refused(DeskCode.CODE_NOT_REDEEMED);
    }
    Set<String> approvers = new HashSet<>(file.approvers());
    if (!approvers.add(person)) {
      return refused(DeskCode.SAME_APPROVER);
    }
    PharmacyFile approved = file.approvedBy(approvers);
    return taken(
        file.state() == AdmissionState.EVIDENCED && approvers.size() >= APPROVERS
            ? approved.in(AdmissionState.VERIFIED, now)
            : approved);
  }

  private static DeskDecision admit(PharmacyFile file, Instant now) {
    if (file.state() != AdmissionState.VERIFIED) {
      return refused(DeskCode.STATE);
    }
    if (!file.evidence().isFresh(now)) {
      return refused(DeskCode.EVIDENCE_OLD);
    }
    return codeCameBack(file)
        ? taken(file.in(AdmissionState.PROBATION, now))
        : refused(DeskCode.CODE_NOT_REDEEMED);
  }

  private static boolean codeCameBack(PharmacyFile file) {
    return file.code().filter(ActivationCode::redeemed).isPresent();
  }

  private static DeskDecision redraft(PharmacyFile file, Instant now) {
    return switch (file.state()) {
      case EVIDENCED, VERIFIED ->
          taken(file.approvedBy(Set.of()).in(AdmissionState.EVIDENCED, now));
      case APPLIED, PROBATION, ACTIVE, SUSPENDED, REVOKED, UNKNOWN -> refused(DeskCode.STATE);
    };
  }

  private static DeskDecision endProbation(
      PharmacyFile file, DeskStep.EndProbation end, Instant now) {
    if (file.state() != AdmissionState.PROBATION) {
      return refused(DeskCode.STATE);
    }
    if (now.isBefore(file.since().plus(ProbationRecord.SHORTEST))) {
      return refused(DeskCode.PROBATION_TOO_SHORT);
    }
    return end.record().isClean()
        ? taken(file.in(AdmissionState.ACTIVE, now))
        : refused(DeskCode.PROBATION_NOT_CLEAN);
  }

  private static DeskDecision suspend(
      PharmacyFile file, DeskStep.Suspend suspend, String person, Instant now) {
    if (suspend.reason().isBlank()) {
      return refused(DeskCode.REASON_MISSING);
    }
    return file.mayBeSuspended()
        ? taken(file.suspended(new PharmacyFile.Stop(suspend.reason(), person), now))
        : refused(DeskCode.STATE);
  }

  private static DeskDecision reopen(PharmacyFile file, Instant now) {
    if (file.state() != AdmissionState.SUSPENDED) {
      return refused(DeskCode.STATE);
    }
    if (!file.evidence().isSince(file.since())) {
      return refused(DeskCode.NOT_VERIFIED_AGAIN);
    }
    if (!file.evidence().isFresh(now)) {
      return refused(DeskCode.EVIDENCE_OLD);
    }
    return file.approvers().size() >= APPROVERS
        ? taken(file.in(file.resumes(), now))
        : refused(DeskCode.TWO_PERSONS);
  }

  private static DeskDecision revoke(
      PharmacyFile file, DeskStep.Revoke revoke, String person, Instant now) {
    if (revoke.reason().isBlank()) {
      return refused(DeskCode.REASON_MISSING);
    }
    return taken(file.revoked(new PharmacyFile.Stop(revoke.reason(), person), now));
  }

  private static DeskDecision taken(PharmacyFile file) {
    return new DeskDecision.Taken(file);
  }

  private static DeskDecision refused(DeskCode code) {
    return new DeskDecision.Refused(code);
  }
}
