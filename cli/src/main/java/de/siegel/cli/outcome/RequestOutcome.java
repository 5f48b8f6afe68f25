package de.siegel.cli.outcome;

import de.siegel.schemas.event.OutcomeKind;

/** The word for an outcome in {@code outcomes.jsonl}. */
public enum RequestOutcome {
  ISSUED("issued"),
  REJECTED("rejected"),
  STEP_UP("step-up"),
  HELD("held");

  private final String word;

  RequestOutcome(String word) {
    this.word = word;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /**
   * How a first decision reads. What no first decision can be, and what a newer pipeline may send,
   * reads as a refusal.
   */
  static RequestOutcome of(OutcomeKind kind) {
    return switch (kind) {
      case ISSUED -> ISSUED;
      case STEP_UP -> STEP_UP;
      case HELD -> HELD;
      case REJECTED, CONFLICT, REPEATED, UNKNOWN -> REJECTED;
    };
  }
}
