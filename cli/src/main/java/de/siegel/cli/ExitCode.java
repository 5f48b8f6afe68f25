package de.siegel.cli;

/** What the process says to its caller when it ends. */
public enum ExitCode {
  /** Done; for a check: the result is positive. */
  OK(0),
  /** The command ran and its result is negative, or something on the way was broken. */
  NEGATIVE(1),
  /** Wrong usage or configuration: nothing was done. */
  USAGE(2),
  /** A certificate is signed by our key and not in the trail. */
  COMPROMISED(3);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The number that the shell sees. */
  public int value() {
    return value;
  }
}
