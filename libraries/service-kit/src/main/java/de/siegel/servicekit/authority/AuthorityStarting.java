package de.siegel.servicekit.authority;

/** An authority is not there yet, or has lost its brokers. */
public final class AuthorityStarting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param who as a sentence begins, for example {@code The admission desk}
   */
  public AuthorityStarting(String who) {
    super(who + " is starting: try again in a moment");
  }
}
