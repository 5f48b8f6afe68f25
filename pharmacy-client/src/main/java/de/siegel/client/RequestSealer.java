package de.siegel.client;

import de.siegel.identity.confirmation.ConfirmationJson;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.Seal;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes the record of one submission: envelope, sealed content, signature.
 *
 * <p>Not safe for use by several threads.
 */
final class RequestSealer {
  /** The one format that is asked for. */
  static final String FORMAT = "eu-dcc-1.3";

  private final String tenant;
  private final RequestSeal seal;

  RequestSealer(String tenant, Provider provider, SecureRandom random) {
    this.tenant = tenant;
    this.seal = new RequestSeal(new Seal(provider, random));
  }

  IssuanceRequest seal(
      PharmacySession session, String submissionId, Request request, Instant createdAt) {
    EventHeader header =
        new EventHeader(
            IssuanceRequest.class.getName(), TopicCatalogue.REQUESTS, "tenant:" + tenant);
    RequestEnvelope envelope =
        new RequestEnvelope(
            submissionId,
            request.requestId(),
            session.pharmacyId(),
            session.sessionId(),
            tenant,
            session.epoch(),
            FORMAT,
            createdAt.truncatedTo(ChronoUnit.MILLIS),
            request.supersedes().orElse(null),
            request.confirmation().map(ConfirmationJson::write).map(ByteBuffer::wrap).orElse(null),
            new ControlVersions(0L, session.sequence(), 0L, 0L, 0L));
    byte[] sealed = seal.seal(session.secret(), header, envelope, request.content());
    byte[] signature = session.keys().sign(header, envelope, sealed);
    return new IssuanceRequest(
        header, envelope, ByteBuffer.wrap(sealed), ByteBuffer.wrap(signature));
  }
}
