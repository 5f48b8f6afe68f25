package de.siegel.client.confirm;

/** A professional's card that cannot confirm now; the message says why and what to do. */
public final class CardNotUsable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the person whose card it is
   */
  public CardNotUsable(String message) {
    super(message);
  }

  /**
   * @param message for the person whose card it is
   * @param cause what went wrong
   */
  public CardNotUsable(String message, Throwable cause) {
    super(message, cause);
  }
}
