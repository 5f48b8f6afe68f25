package de.siegel.identity.session;

/** The session authority refuses a session; the message is its reason. */
public final class SessionRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionRefused(String message) {
    super(message);
  }
}
