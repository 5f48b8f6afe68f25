package de.siegel.sealing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a person signs to confirm one request: purpose, session, the request's tag, and until when.
 * A signature over it is of no use for another request (the tag), in another session, for another
 * purpose, or later.
 *
 * @param sessionId the session that the request is sent in
 * @param tag {@link ConfirmationTag} of the request, 32 bytes
 * @param until the confirmation is for requests that arrive by then; milliseconds count
 */
public record ConfirmationStatement(String sessionId, byte[] tag, Instant until) {
  /** So long before its end a confirmation may be used, at most. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  /** The one purpose there is. */
  private static final String PURPOSE = "step-up";

  private static final byte[] NO_STATUS = new byte[0];

  public ConfirmationStatement {
    Objects.requireNonNull(sessionId);
    Objects.requireNonNull(until);
    tag = tag.clone();
    if (tag.length != ConfirmationTag.LENGTH) {
      throw new IllegalArgumentException("a tag has " + ConfirmationTag.LENGTH + " bytes");
    }
  }

  @Override
  public byte[] tag() {
    return tag.clone();
  }

  /**
   * What is put into the question for the card's status (RFC 6960 section 4.4.1), before the card
   * signs: so a responder's time stands before the signature.
   *
   * @return 32 bytes
   */
  public byte[] statusNonce() {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/confirmation-status/v1")
            .add(sessionId)
            .add(tag)
            .add(until.toEpochMilli())
            .bytes());
  }

  /**
   * The bytes that a professional's card (HBA) signs.
   *
   * @param status the responder's answer to a question with {@link #statusNonce}, DER: whoever
   *     signs it signs after it was given
   */
  public byte[] bytes(byte[] status) {
    return signed(Sha256.of(status));
  }

  /**
   * The challenge that a second device signs (Web Authentication Level 2, section 5.5), 32 bytes.
   */
  public byte[] challenge() {
    return Sha256.of(signed(NO_STATUS));
  }

  private byte[] signed(byte[] status) {
    return PreAuthenticationEncoding.of("siegel/confirmation/v1")
        .add(PURPOSE)
        .add(sessionId)
        .add(tag)
        .add(until.toEpochMilli())
        .add(status)
        .bytes();
  }
}
