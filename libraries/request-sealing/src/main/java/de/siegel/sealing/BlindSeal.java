package de.siegel.sealing;

import de.siegel.schemas.event.RequestValidated;
import java.util.Optional;

/** The sealed rest of a validated request: the blind of its commitment, for the signer's eyes. */
public final class BlindSeal {
  private static final String LABEL = "siegel/blind/v1";

  private final Seal seal;

  public BlindSeal(Seal seal) {
    this.seal = seal;
  }

  /** Seals the blind of a commitment. */
  public byte[] seal(SessionSecret secret, String submissionId, byte[] commitment, byte[] blind) {
    return seal.seal(
        secret.derive(LABEL, submissionId), associated(submissionId, commitment), blind);
  }

  /** The blind; empty if it was not sealed for this submission and commitment. */
  public Optional<byte[]> open(SessionSecret secret, RequestValidated validated) {
    String submissionId = validated.getRequest().getEnvelope().getSubmissionId();
    return seal.open(
        secret.derive(LABEL, submissionId),
        associated(submissionId, Bytes.of(validated.getCommitment())),
        Bytes.of(validated.getSealedRest()));
  }

  private static byte[] associated(String submissionId, byte[] commitment) {
    return PreAuthenticationEncoding.of(LABEL).add(submissionId).add(commitment).bytes();
  }
}
