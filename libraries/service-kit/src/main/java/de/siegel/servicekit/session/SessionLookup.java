package de.siegel.servicekit.session;

/** What a stage knows of a session. */
public sealed interface SessionLookup {
  /** It can be read. */
  record Open(OpenSession session) implements SessionLookup {}

  /**
   * It cannot.
   *
   * @param reason why
   */
  record Closed(Reason reason) implements SessionLookup {}

  /** Why a session cannot be read. */
  enum Reason {
    /** The authority has not published it, and has been heard since. */
    SESSION_UNKNOWN,
    /** The keys of its epoch are destroyed. */
    EPOCH_EXPIRED,
    /** What it wraps for this stage does not open, or is not what it commits to. */
    SESSION_UNREADABLE,
    /** The evidence behind it does not show that the pharmacy's card opened it. */
    SESSION_EVIDENCE_INVALID
  }
}
