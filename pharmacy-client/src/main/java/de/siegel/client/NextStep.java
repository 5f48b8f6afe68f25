package de.siegel.client;

import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.Set;

/** What a counter does when a reply has come. */
enum NextStep {
  /** It is the answer. */
  DELIVER,

  /**
   * The session is of no use any more, and nothing was decided: the same request again, in a new
   * one.
   */
  RENEW,

  /** It was refused for its session, which is decided for good under this id: under a new id. */
  RENEW_UNDER_NEW_ID,

  /**
   * A certificate was issued, and its outcome is sealed to a session whose secret is gone: a new
   * request that supersedes.
   */
  SUPERSEDE,

  /** A person has to confirm it: a new request that supersedes, with the person's confirmation. */
  CONFIRM;

  /** Reasons that lie in the session and not in the request. */
  private static final Set<String> OF_THE_SESSION =
      Set.of(
          RefusalCode.SESSION_UNKNOWN.name(),
          RefusalCode.SESSION_UNREADABLE.name(),
          RefusalCode.SESSION_EVIDENCE_INVALID.name(),
          RefusalCode.SESSION_OVER.name(),
          RefusalCode.EPOCH_EXPIRED.name());

  /**
   * Decides.
   *
   * @param delivered whether this process has handed on the certificate of this request before:
   *     then it is not lost
   */
  static NextStep after(Reply reply, boolean delivered) {
    boolean onlySession =
        !reply.errors().isEmpty()
            && reply.errors().stream().map(ReplyError::code).allMatch(OF_THE_SESSION::contains);
    if (reply.kind() == OutcomeKind.REJECTED && onlySession) {
      return RENEW;
    }
    if (reply.kind() == OutcomeKind.STEP_UP) {
      return CONFIRM;
    }
    if (reply.kind() == OutcomeKind.REPEATED) {
      OutcomeKind first = reply.first().orElseThrow().kind();
      if (first == OutcomeKind.ISSUED) {
        return delivered ? DELIVER : SUPERSEDE;
      }
      if (first == OutcomeKind.STEP_UP) {
        return CONFIRM;
      }
      if (first == OutcomeKind.REJECTED && onlySession) {
        return RENEW_UNDER_NEW_ID;
      }
    }
    return DELIVER;
  }
}
