package de.siegel.desk;

/** The desk is not there yet, or has lost its brokers. */
final class DeskStarting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeskStarting() {
    super("The admission desk is starting: try again in a moment");
  }
}
