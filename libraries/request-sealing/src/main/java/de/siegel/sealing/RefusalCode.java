package de.siegel.sealing;

/**
 * Why a stage does not pass a submission, apart from what is wrong with the certificate's content
 * itself. The names are stable; the sentences may become better.
 */
public enum RefusalCode {
  SUBMISSION_ID_INVALID("must be a UUID; send a new random one with each submission"),
  REQUEST_ID_INVALID("must have 1 to 64 characters of A-Z a-z 0-9 . _ : -"),
  KEY_MISMATCH("the record's key must be the pharmacy id of the envelope, as UTF-8 text"),
  PARTITION_WRONG(
      "the record is not in the partition of its key; use Kafka's default (murmur2) partitioner"),
  CREATED_AT_TOO_OLD("is more than 24 hours ago; send a new request with a new request id"),
  CREATED_AT_IN_FUTURE("is more than 5 minutes ahead; set the clock of the sending computer"),
  SESSION_UNKNOWN("no such session was opened; open a session and send again"),
  SESSION_UNREADABLE("the session's secret does not open; open a new session and send again"),
  SESSION_MISMATCH("differs from what the session was opened for"),
  SESSION_OVER("the session was not open when the request arrived; open a new one and send again"),
  EPOCH_EXPIRED(
      "the keys that could read this request have been destroyed; send it in a new session, under a new"
          + " request id"),
  SIGNATURE_INVALID("the signature is not by the session's key over this request"),
  SEAL_INVALID("the sealed content was not sealed for this envelope with the session's secret"),
  FORMAT_UNKNOWN("this kind of certificate is not issued here"),
  PHARMACY_NOT_ADMITTED("the pharmacy may not issue at present; ask the admission desk"),
  TERMINAL_SUSPENDED("this terminal may not issue at present; ask the admission desk"),
  OPERATOR_SUSPENDED("this operator may not issue at present; ask the admission desk"),
  REQUEST_ID_CONFLICT(
      "another request was sent under this request id before, and that one counts; choose a new id"),
  REQUEST_ID_USED(
      "this request id was used before, and whether for the same can no longer be told; choose a new"
          + " id"),
  SUPERSEDES_UNKNOWN("no such request of this pharmacy within the last 48 hours"),
  SUPERSEDES_UNDECIDED("the request to be replaced is not decided yet; wait for its outcome"),
  SUPERSEDES_TAKEN("another request has already replaced that one"),
  SUPERSEDES_REFUSED("that request was refused; correct it and send it as a new one"),
  CONFIRMATION_UNKNOWN("no confirmation is expected with this request; leave it out"),
  VELOCITY_LIMIT(
      "more certificates were asked for in a short time than this pharmacy usually needs; an analyst"
          + " looks at it, please have the reference at hand"),
  SIGNING_REFUSED(
      "the signer could not confirm what the earlier stages decided; it was not signed");

  private final String sentence;

  RefusalCode(String sentence) {
    this.sentence = sentence;
  }

  /** The reason as a reply names it. */
  public ReplyError error(String field) {
    return new ReplyError(name(), field, sentence);
  }

  /** The sentence of a code, or nothing for codes of a certificate's content. */
  public static String sentence(String code) {
    for (RefusalCode known : values()) {
      if (known.name().equals(code)) {
        return known.sentence;
      }
    }
    return "see the first outcome of this request";
  }
}
