package de.siegel.cli.inspection;

/** Bytes are no well-formed CBOR item; the message says what and at which byte. */
final class CborFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CborFailure(int offset, String reason) {
    super(reason + " at byte " + offset, null, false, false);
  }
}
