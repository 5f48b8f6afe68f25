package de.siegel.identity.trust;

/** A root of trust cannot be believed; the message says why. */
public final class UntrustedRoot extends Exception {
  private static final long serialVersionUID = 1L;

  public UntrustedRoot(String why) {
    super("The root of trust is refused: " + why);
  }
}
