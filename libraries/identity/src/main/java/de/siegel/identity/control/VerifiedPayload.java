package de.siegel.identity.control;

import de.siegel.sealing.Sha256;

/**
 * A payload that enough keys of its authority signed.
 *
 * @param payload what it says
 * @param hash SHA-256 over the signed bytes as they were; its successor names it
 */
public record VerifiedPayload(ControlPayload payload, byte[] hash) {
  /**
   * Takes a payload's signatures for checked: by {@link ControlSignatures}, or because they are
   * one's own.
   */
  public static VerifiedPayload of(ControlPayload payload, byte[] signedBytes) {
    return new VerifiedPayload(payload, Sha256.of(signedBytes));
  }
}
