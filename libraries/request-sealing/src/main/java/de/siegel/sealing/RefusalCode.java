package de.siegel.sealing;

/**
 * Why a stage does not pass a submission, apart from what is wrong with the certificate's content
 * itself. The names are stable; the sentences may become better.
 */
public enum RefusalCode {
  REQUEST_ID_INVALID("The request id must have 1 to 64 characters of A-Z a-z 0-9 . _ : -"),
  KEY_MISMATCH("The record's key must be the pharmacy id of the envelope, as UTF-8 text."),
  PARTITION_WRONG(
      "The record is not in the partition of its key. Use Kafka's default (murmur2) partitioner."),
  CREATED_AT_TOO_OLD(
      "The request was made more than 24 hours ago. Send a new one with a new request id."),
  CREATED_AT_IN_FUTURE(
      "The request is dated more than 5 minutes ahead. Check the clock of the sending computer."),
  SESSION_UNKNOWN("No such session was opened. Open a session and send again."),
  SESSION_UNREADABLE("The session's secret does not open. Open a new session and send again."),
  SESSION_EVIDENCE_INVALID(
      "What the session rests on does not show that the pharmacy's card opened it. Open a new one."),
  SESSION_MISMATCH(
      "This differs from what the session was opened for. Open a session for it, or correct it."),
  SESSION_OVER("The session was not open when the request arrived. Open a new one and send again."),
  EPOCH_EXPIRED(
      "The keys that could read this request have been destroyed. Send it in a new session, "
          + "under a new request id."),
  SIGNATURE_INVALID(
      "The signature is not by the session's key over this request. Sign the request as it "
          + "is sent."),
  SEAL_INVALID(
      "The content was not sealed for this envelope with the session's secret. Seal it anew "
          + "for each request."),
  FORMAT_UNKNOWN("This kind of certificate is not issued here. Check format."),
  PHARMACY_NOT_ADMITTED("The pharmacy may not issue at present. The admission desk knows more."),
  LOCATION_NOT_YOURS(
      "The location does not belong to this pharmacy. Send one that the admission desk has "
          + "on record for it, or have this one added there."),
  PHARMACY_SUSPENDED(
      "The pharmacy may not issue until this is cleared up. The admission desk knows more."),
  CARD_SUSPENDED(
      "This card may not be used at present. Use another card, or ask the admission desk."),
  ISSUING_PAUSED(
      "Issuing is paused for everybody. Send the request again later, under a new request id."),
  TERMINAL_SUSPENDED("This terminal may not issue at present. The admission desk knows more."),
  OPERATOR_SUSPENDED("This operator may not issue at present. The admission desk knows more."),
  REQUEST_ID_CONFLICT(
      "Another request was sent under this request id before, and that one counts. Choose a "
          + "new id."),
  REQUEST_ID_USED(
      "This request id was used before, and whether for the same can no longer be told. "
          + "Choose a new id."),
  REPEATED_TOO_OFTEN(
      "This request is not decided yet, and 100 repeats of it wait already. Wait for its outcome."),
  SUPERSEDES_UNKNOWN(
      "There is no such request of this pharmacy within the last 48 hours. Send a new "
          + "request without supersedes."),
  SUPERSEDES_UNDECIDED("The request to be replaced is not decided yet. Wait for its outcome."),
  SUPERSEDES_TAKEN("Another request has already replaced that one. Look at its outcome."),
  SUPERSEDES_REFUSED(
      "The request to be replaced was refused, so nothing has to be replaced. Send a new "
          + "one without supersedes."),
  CONFIRMATION_MALFORMED(
      "The confirmation cannot be read. Build it as docs/EVENTS.md says, or leave it out."),
  CONFIRMATION_STALE(
      "The confirmation is not of the last 5 minutes. Confirm once more, and send it at once in a "
          + "new request."),
  CONFIRMATION_OTHER_REQUEST(
      "The confirmation is not for this request as it was sent. Confirm this one, in a new request."),
  CONFIRMATION_NOT_ENROLLED(
      "Nobody with this card or device is on record as confirming for this pharmacy. Have the "
          + "admission desk enrol it."),
  CONFIRMATION_NOT_A_PERSON(
      "The confirmation is by the card of an institution. A person has to confirm, with an HBA or "
          + "an enrolled device."),
  CONFIRMATION_CARD_REFUSED(
      "The card that confirmed cannot be relied on now. Confirm with a valid HBA, with its status "
          + "asked for this confirmation."),
  CONFIRMATION_NOT_VERIFIED(
      "The device did not verify the person for this confirmation. Confirm once more, with PIN or "
          + "biometrics, where the device was enrolled."),
  VELOCITY_LIMIT(
      "More certificates were asked for in a short time than is usual. The request is held; "
          + "a new one may supersede it later."),
  PROBATION_LIMIT(
      "A newly admitted pharmacy issues a limited number in any 24 hours. The request is held; a new one "
          + "may supersede it later.");

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
    return "The first outcome of this request says more.";
  }
}
