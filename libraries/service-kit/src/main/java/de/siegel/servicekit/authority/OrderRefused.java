package de.siegel.servicekit.authority;

/** An order that is not followed; the message names the field. */
public final class OrderRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OrderRefused(String message) {
    super(message);
  }
}
