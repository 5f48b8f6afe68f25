package de.siegel.servicekit.control;

/** The authorities are not heard; a stage stops deciding and tries again later. */
public final class ControlUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ControlUnavailable(String message) {
    super(message);
  }
}
