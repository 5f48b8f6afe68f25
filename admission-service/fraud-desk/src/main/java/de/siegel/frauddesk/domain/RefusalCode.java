package de.siegel.frauddesk.domain;

/** Why the fraud desk does not draft or publish something. The names are stable. */
public enum RefusalCode {
  /** No parameter has this name. */
  PARAMETER_UNKNOWN,
  /** A parameter that has no standard is not named. */
  PARAMETER_MISSING,
  /** A value is not a number, or out of the parameter's range. */
  OUT_OF_RANGE,
  /** A value has to be a whole number. */
  NOT_WHOLE,
  /** A parameter is to be set and to be left to its standard. */
  SET_AND_UNSET,
  /** The configuration would stay as it is. */
  NOTHING_CHANGED,
  /** The rules refuse the configuration as a whole. */
  REFUSED_BY_THE_RULES,
  /** There is no such pharmacy. */
  PHARMACY_UNKNOWN,
  /** Growth is out of its range. */
  GROWTH_OUT_OF_RANGE,
  /** The reason is missing, too long, or has characters that nobody sees. */
  REASON_NOT_USABLE,
  /** There is no such draft, or it has expired. */
  DRAFT_UNKNOWN,
  /** Something else was published after the draft was made. */
  DRAFT_OVERTAKEN,
  /** Too many drafts wait for a second person. */
  TOO_MANY_DRAFTS,
  /** A signature is not by a person's key over the draft. */
  SIGNATURE_INVALID
}
