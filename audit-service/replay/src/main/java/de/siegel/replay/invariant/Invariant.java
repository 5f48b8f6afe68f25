package de.siegel.replay.invariant;

/** What must always hold; the names are those of docs/GUARANTEES.md. */
public enum Invariant {
  /** Replies. */
  I1("every submission has one reply, every request one decision, or it is parked and visible"),
  /** Uniqueness. */
  I2("at most one certificate per request; certificate ids are unique"),
  /** Intent. */
  I3("each certificate has an earlier intent with both attestations"),
  /** Leaves. */
  I4("each published certificate has its leaf, and each such leaf its certificate"),
  /** Signatures. */
  I5("no more signatures than audited attempts"),
  /** Admission. */
  I8("nothing is issued for whom the recorded admission refuses, or a brake stopped"),
  /** The log itself. */
  LOG("the log is numbered without gap and holds each committed event once, unchanged");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** What must hold, in words. */
  public String sentence() {
    return sentence;
  }
}
