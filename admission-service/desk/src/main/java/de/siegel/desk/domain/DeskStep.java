package de.siegel.desk.domain;

import de.siegel.schemas.control.OnboardingClass;

/**
 * A step on a pharmacy's way in or out. No step has a field for a Telematik-ID, a name or an
 * address that somebody typed: those come with the evidence.
 */
public sealed interface DeskStep {
  /** A card asks to be admitted. Gives nothing yet. */
  record Apply(String pharmacyId, OnboardingClass onboardingClass) implements DeskStep {}

  /** A card passed V1 to V9. */
  record ProveCard(Evidence.Card card) implements DeskStep {}

  /** The directory answered for that card (V10). */
  record FindInRegister(Evidence.Register register) implements DeskStep {}

  /** The origin of a guest's licence confirmed it. */
  record ConfirmLicence(Evidence.Licence licence) implements DeskStep {}

  /** A code was sent; only to an address of the directory. */
  record SendCode(String codeHash, String address) implements DeskStep {}

  /** Somebody brings the code. */
  record RedeemCode(String code) implements DeskStep {}

  /**
   * A person of the desk signs for the evidence as it is; see {@link Evidence#hash}.
   *
   * @param isOwn whether the person declared to belong to this pharmacy
   */
  record Approve(String evidenceHash, boolean isOwn) implements DeskStep {}

  /**
   * The record that approvers sign has to be drafted anew, because another one came before it: who
   * signed has signed for a record that nobody would follow.
   */
  record Redraft() implements DeskStep {}

  /** The admission is published: the pharmacy may issue, within the limits of probation. */
  record Admit() implements DeskStep {}

  /** Probation ends, by time and clean record. */
  record EndProbation(ProbationRecord record) implements DeskStep {}

  /** One person stops it. */
  record Suspend(String reason) implements DeskStep {}

  /** Two persons let it go on, after all evidence was gathered anew. */
  record Reopen() implements DeskStep {}

  /** One person ends it for good: restricting is easy. */
  record Revoke(String reason) implements DeskStep {}
}
