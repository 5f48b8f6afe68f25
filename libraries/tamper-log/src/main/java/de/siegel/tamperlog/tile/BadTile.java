package de.siegel.tamperlog.tile;

/** A tile or an entry bundle is not what it must be; the message names it. */
public final class BadTile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadTile(String message) {
    super(message);
  }
}
