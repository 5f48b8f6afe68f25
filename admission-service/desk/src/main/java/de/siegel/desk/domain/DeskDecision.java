package de.siegel.desk.domain;

/** What the desk makes of a step. */
public sealed interface DeskDecision {
  /** The step is taken. */
  record Taken(PharmacyFile file) implements DeskDecision {}

  /**
   * The step is not taken.
   *
   * @param code why
   */
  record Refused(DeskCode code) implements DeskDecision {}
}
