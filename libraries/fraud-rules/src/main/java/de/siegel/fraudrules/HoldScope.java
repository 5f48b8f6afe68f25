package de.siegel.fraudrules;

/** Whose requests a hold stops. New ones go to the end: their place is stored. */
public enum HoldScope {
  /** One operator's, at whatever terminal. */
  OPERATOR,
  /** One terminal's, whoever works at it. */
  TERMINAL,
  /** All of a pharmacy. */
  PHARMACY;

  /** Whose a request is: token of its operator or terminal; 0 of the pharmacy. */
  public long subject(Features request) {
    return switch (this) {
      case OPERATOR -> request.operator();
      case TERMINAL -> request.terminal();
      case PHARMACY -> 0;
    };
  }

  /** Whether a request is in it. */
  boolean covers(long subject, Features request) {
    return subject(request) == subject;
  }
}
