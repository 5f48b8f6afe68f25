package de.siegel.servicekit.decided;

/** A stage is made to read again what it has decided; it stays stopped. */
public final class OffsetsMovedBack extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  OffsetsMovedBack(String message) {
    super(message);
  }
}
