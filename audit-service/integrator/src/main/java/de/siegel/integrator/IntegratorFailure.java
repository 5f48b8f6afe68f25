package de.siegel.integrator;

/** The log is not what was signed before, or not as it must be: nothing more is signed. */
public final class IntegratorFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IntegratorFailure(String message) {
    super(message);
  }
}
