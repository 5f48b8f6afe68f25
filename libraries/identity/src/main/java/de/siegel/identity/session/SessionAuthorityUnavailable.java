package de.siegel.identity.session;

/** The session authority does not answer; try again later. */
public final class SessionAuthorityUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionAuthorityUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
