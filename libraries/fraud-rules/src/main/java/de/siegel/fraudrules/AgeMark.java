package de.siegel.fraudrules;

/** What is said of a birth date, in place of the date itself. */
public enum AgeMark {
  /** Nothing unusual. */
  NONE,
  /** Older than 110 years. */
  OVER_110,
  /** A date that forms are filled with where none is known, such as 1900-01-01. */
  PLACEHOLDER
}
