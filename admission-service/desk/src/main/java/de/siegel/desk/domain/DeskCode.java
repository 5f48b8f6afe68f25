package de.siegel.desk.domain;

/** Why the desk does not take a step. The names are stable; the sentences may become better. */
public enum DeskCode {
  UNKNOWN_PHARMACY("There is no application under this id. Apply first."),
  ALREADY_APPLIED("This id is taken. Choose a new random one."),
  APPLIED_OFTEN(
      "Three applications of this pharmacy are under way. Go on with one of them, or ask the desk to"
          + " end one."),
  CLASS_UNKNOWN("An application is a member's or a guest's."),
  STATE("This step is not possible in the state that the pharmacy is in."),
  REGISTER_MISMATCH(
      "The directory's entry is not that of the card. Prove the card that it belongs to."),
  CARD_OF_ANOTHER(
      "The file is of another pharmacy: its card was proven first. Prove that one, or apply anew."),
  ALREADY_ADMITTED(
      "The pharmacy of this card is admitted already, or suspended. It needs no second admission;"
          + " if it is suspended, prove the card in its own file."),
  EVIDENCE_INCOMPLETE("Evidence is missing: card, directory, and for guests the licence."),
  EVIDENCE_OLD("Evidence is older than 30 days, or from the future. Gather it again."),
  EVIDENCE_CHANGED(
      "The evidence is not what was signed for. Look at it again and sign for what it is now."),
  APPLICANT_APPROVES(
      "Nobody decides on a pharmacy of their own. Somebody else of the desk has to."),
  SAME_APPROVER("This person has approved already. A second person has to."),
  TWO_PERSONS("This needs two persons of the desk; fewer have signed."),
  ADDRESS_NOT_IN_REGISTER("A code goes to an address of the directory's entry, and nowhere else."),
  CODE_WRONG("This is not the code that was sent. Look at the letter again."),
  CODE_OVER("There is no code that could be redeemed. Have another one sent."),
  CODE_NOT_REDEEMED("The code that went to the pharmacy's address has not come back yet."),
  PROBATION_TOO_SHORT("Probation lasts 14 days at least."),
  PROBATION_NOT_CLEAN(
      "Too little was issued, too much was held, or a brake was pulled. Probation goes on."),
  NOT_VERIFIED_AGAIN(
      "All evidence has to be gathered again after the suspension before it is reopened."),
  REASON_MISSING("A reason is needed, without personal data.");

  private final String sentence;

  DeskCode(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong and what to do. */
  public String sentence() {
    return sentence;
  }
}
