package de.siegel.desk.domain;

import java.util.Optional;

/** What the desk makes of a step. */
public sealed interface DeskDecision {
  /** The step is taken. */
  record Taken(PharmacyFile file) implements DeskDecision {}

  /**
   * The step is not taken.
   *
   * @param code why
   * @param file what has to be remembered all the same: a wrong code was tried
   */
  record Refused(DeskCode code, Optional<PharmacyFile> file) implements DeskDecision {}
}
