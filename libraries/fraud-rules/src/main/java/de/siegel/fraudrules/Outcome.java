package de.siegel.fraudrules;

/** What becomes of a request, from mild to strict. */
public enum Outcome {
  /** It is passed on. */
  PASS,
  /** It passes with an act of a person that can be verified. */
  STEP_UP,
  /** It ends; what is held is released by an analyst, or by time. */
  HOLD,
  /** It ends. */
  REFUSE;

  /** The stricter of two. */
  public Outcome or(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
