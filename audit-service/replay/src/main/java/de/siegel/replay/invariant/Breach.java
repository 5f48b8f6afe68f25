package de.siegel.replay.invariant;

/** Each way in which an invariant can be broken. */
public enum Breach {
  UNANSWERED(Invariant.I1, "a submission has neither reply nor parked record"),
  ANSWERED_TWICE(Invariant.I1, "a submission has more than one reply"),
  ANSWERED_UNASKED(Invariant.I1, "a reply to a submission that was never sent"),
  ANSWERED_AND_PARKED(Invariant.I1, "a submission has a reply and is parked"),
  NOT_PARKED(Invariant.I1, "a record of certificate.requests that cannot be read is not parked"),
  PARKED_WITHOUT_LEAF(Invariant.I1, "a parked record has no leaf"),
  REPLY_WITHOUT_LEAF(Invariant.I1, "a reply has no leaf"),
  LEAF_WITHOUT_REPLY(Invariant.I1, "a leaf of a reply that was never sent"),
  DECIDED_TWICE(Invariant.I1, "a request was decided more than once"),
  ISSUED_TWICE(Invariant.I2, "a request got more than one certificate"),
  CERTIFICATE_ID_REUSED(Invariant.I2, "two certificates have one id"),
  COMMITMENT_REUSED(Invariant.I2, "two certificates have one commitment"),
  NO_INTENT(Invariant.I3, "a certificate has no earlier approval of its commitment"),
  ATTESTATION_MISSING(
      Invariant.I3, "the approval of a certificate lacks an attestation for the signer"),
  CERTIFICATE_WITHOUT_LEAF(Invariant.I4, "the signer answered, and neither issued nor refused"),
  CERTIFICATE_NOT_PUBLISHED(Invariant.I4, "a leaf says issued, and the signer sent no certificate"),
  LINKS_DISAGREE(Invariant.I4, "a leaf is linked to another submission than the one it names"),
  MORE_SIGNATURES_THAN_ATTEMPTS(
      Invariant.I5, "the key was used more often than was announced in this run"),
  UNANNOUNCED(Invariant.I5, "a certificate whose signing was never announced"),
  COUNTER_UNREADABLE(Invariant.I5, "a boundary counter cannot be read"),
  NOT_ADMITTED(
      Invariant.I8, "a certificate of whom the recorded version of the admissions refuses"),
  STOPPED_AND_ISSUED(
      Invariant.I8, "a certificate of whom an admission or a brake had stopped for over 4 s"),
  NO_LEAF(Invariant.LOG, "a record of the log is no leaf: headers, bytes or contents are missing"),
  INDEX_BROKEN(Invariant.LOG, "an index does not follow the one before it"),
  SOURCE_REPEATED(Invariant.LOG, "a source position was copied before, or is out of its order"),
  SOURCE_FOREIGN(Invariant.LOG, "a source position holds no committed event"),
  SOURCE_MISSING(Invariant.LOG, "a committed event is not in the log"),
  BYTES_DIFFER(Invariant.LOG, "a leaf differs from the event that it was copied from");

  private final Invariant invariant;
  private final String sentence;

  Breach(Invariant invariant, String sentence) {
    this.invariant = invariant;
    this.sentence = sentence;
  }

  /** The invariant that it breaks. */
  public Invariant invariant() {
    return invariant;
  }

  /** What is wrong, in words. */
  public String sentence() {
    return sentence;
  }
}
