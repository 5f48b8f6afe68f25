package de.siegel.sealing;

import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestEnvelope;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The sealed part of a request: the content that the pharmacy wrote, bound to every field of the
 * envelope. Steps and test vectors: docs/EVENTS.md.
 */
public final class RequestSeal {
  private static final String LABEL = "siegel/request/v1";

  private final Seal seal;

  public RequestSeal(Seal seal) {
    this.seal = seal;
  }

  /** Seals a content (UTF-8 JSON) to the session and the envelope. */
  public byte[] seal(
      SessionSecret secret, EventHeader header, RequestEnvelope envelope, byte[] content) {
    return seal.seal(
        secret.derive(LABEL, envelope.getSubmissionId()), associated(header, envelope), content);
  }

  /** The content; empty if it was not sealed with this secret for this envelope. */
  public Optional<byte[]> open(SessionSecret secret, IssuanceRequest request) {
    return seal.open(
        secret.derive(LABEL, request.getEnvelope().getSubmissionId()),
        associated(request.getHeader(), request.getEnvelope()),
        Bytes.of(request.getSealed()));
  }

  /** The bytes that the session's key signs: the envelope and the sealed content. */
  public static byte[] signedBytes(
      EventHeader header, RequestEnvelope envelope, ByteBuffer sealed) {
    return envelope("siegel/request-signature/v1", header, envelope).add(sealed).bytes();
  }

  private static byte[] associated(EventHeader header, RequestEnvelope envelope) {
    return envelope(LABEL, header, envelope).bytes();
  }

  private static PreAuthenticationEncoding envelope(
      String label, EventHeader header, RequestEnvelope envelope) {
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of(label)
            .add(header.getType())
            .add(header.getDestination())
            .add(envelope.getSubmissionId())
            .add(envelope.getRequestId())
            .add(envelope.getPharmacyId())
            .add(envelope.getSessionId())
            .add(envelope.getTenant())
            .add(envelope.getEpoch())
            .add(envelope.getFormat())
            .add(envelope.getCreatedAt().toEpochMilli())
            .add(envelope.getSupersedes())
            .add(envelope.getConfirmation());
    return versions(pieces, envelope.getReliesOn());
  }

  static PreAuthenticationEncoding versions(
      PreAuthenticationEncoding pieces, ControlVersions versions) {
    return pieces
        .add(versions.getAdmissions())
        .add(versions.getSessions())
        .add(versions.getStageKeys())
        .add(versions.getEpochKeys())
        .add(versions.getFraudConfiguration());
  }
}
