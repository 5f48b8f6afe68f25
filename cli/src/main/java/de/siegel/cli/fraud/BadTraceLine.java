package de.siegel.cli.fraud;

/** A line of a file cannot be used; the message says which field, and what it has to be. */
final class BadTraceLine extends Exception {
  private static final long serialVersionUID = 1L;

  BadTraceLine(String message) {
    super(message);
  }
}
