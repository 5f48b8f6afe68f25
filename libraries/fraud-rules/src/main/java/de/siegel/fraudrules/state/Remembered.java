package de.siegel.fraudrules.state;

/** Something that a pharmacy uses and that a table of bounded size remembers. */
public interface Remembered {
  /** Its token. */
  long id();

  /** When first seen, in days since 1970. */
  int firstDay();

  /** When last seen, in days since 1970. */
  int lastDay();
}
