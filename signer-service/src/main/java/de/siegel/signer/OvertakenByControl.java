package de.siegel.signer;

/** A pharmacy, session or key was stopped while a batch with its request was being signed. */
final class OvertakenByControl extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OvertakenByControl() {
    super(
        "A control record came that forbids a request of this batch: nothing of it is published,"
            + " and all is examined again");
  }
}
