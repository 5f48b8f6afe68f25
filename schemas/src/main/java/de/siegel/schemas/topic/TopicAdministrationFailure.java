package de.siegel.schemas.topic;

/** The cluster refused something or did not answer; what was done until then stays. */
public final class TopicAdministrationFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was tried, and what the cluster said. */
  public TopicAdministrationFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
