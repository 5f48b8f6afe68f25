package de.siegel.signer;

/** What was announced to the trail is not in its log; the signer waits until it is. */
final class TrailLags extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrailLags(String message) {
    super(message);
  }
}
