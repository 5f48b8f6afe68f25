package de.siegel.servicekit.testing;

import de.siegel.identity.confirmation.Confirmation;
import de.siegel.identity.confirmation.ConfirmationJson;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyJson;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pharmacy's side of a session: seals and signs requests, opens outcomes. */
public final class TestSession {
  private final TestHouse house;
  private final Session session;
  private final SessionSecret secret;
  private final SessionKeys keys;

  TestSession(TestHouse house, Session session, SessionSecret secret, SessionKeys keys) {
    this.house = house;
    this.session = session;
    this.secret = secret;
    this.keys = keys;
  }

  public String id() {
    return session.getSessionId();
  }

  /** The session record; its header is set when it is published. */
  public Session record() {
    return session;
  }

  public SessionSecret secret() {
    return secret;
  }

  /** A request as the SDK makes it. */
  public IssuanceRequest request(String requestId, String content) {
    return request(requestId, content, envelope -> {});
  }

  /** A request whose envelope was changed before it was sealed and signed. */
  public IssuanceRequest request(
      String requestId, String content, Consumer<RequestEnvelope> change) {
    EventHeader header =
        new EventHeader(
            IssuanceRequest.class.getName(), TopicCatalogue.REQUESTS, "tenant:" + TestHouse.TENANT);
    RequestEnvelope envelope =
        new RequestEnvelope(
            UUID.randomUUID().toString(),
            requestId,
            session.getPharmacyId(),
            session.getSessionId(),
            session.getTenant(),
            session.getEpoch(),
            "eu-dcc-1.3",
            house.clock().instant(),
            null,
            null,
            new ControlVersions(0L, 0L, 0L, 0L, 0L));
    change.accept(envelope);
    byte[] sealed =
        new RequestSeal(house.seal())
            .seal(secret, header, envelope, content.getBytes(StandardCharsets.UTF_8));
    return signed(header, envelope, sealed);
  }

  /** A request that a person confirmed, for the next minute. */
  public IssuanceRequest confirmed(
      String requestId,
      String content,
      String supersedes,
      Function<ConfirmationStatement, Confirmation> person) {
    return confirmed(
        requestId, content, supersedes, house.clock().instant().plusSeconds(60), person);
  }

  /**
   * A request that a person confirmed.
   *
   * @param until until when they meant it
   */
  public IssuanceRequest confirmed(
      String requestId,
      String content,
      String supersedes,
      Instant until,
      Function<ConfirmationStatement, Confirmation> person) {
    ConfirmationStatement statement =
        new ConfirmationStatement(
            id(),
            ConfirmationTag.of(
                secret,
                requestId,
                "eu-dcc-1.3",
                supersedes,
                content.getBytes(StandardCharsets.UTF_8)),
            until);
    ByteBuffer confirmation = ByteBuffer.wrap(ConfirmationJson.write(person.apply(statement)));
    return request(
        requestId,
        content,
        envelope -> {
          envelope.setSupersedes(supersedes);
          envelope.setConfirmation(confirmation);
        });
  }

  /** A request with another sealed content, rightly signed. */
  public IssuanceRequest resigned(IssuanceRequest request, byte[] sealed) {
    return signed(request.getHeader(), request.getEnvelope(), sealed);
  }

  private IssuanceRequest signed(EventHeader header, RequestEnvelope envelope, byte[] sealed) {
    return new IssuanceRequest(
        header,
        envelope,
        ByteBuffer.wrap(sealed),
        ByteBuffer.wrap(keys.sign(header, envelope, sealed)));
  }

  /** The reply in an outcome that was sealed to this session. */
  public Reply open(Outcome outcome) {
    return new OutcomeSeal(house.seal())
        .open(secret, outcome)
        .flatMap(ReplyJson::read)
        .orElseThrow();
  }
}
