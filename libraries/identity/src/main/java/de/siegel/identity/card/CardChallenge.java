package de.siegel.identity.card;

import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a card signs to prove that it is there (check V8): structured, so that a signature for
 * another purpose, audience or channel is of no use here.
 *
 * @param audience who asks
 * @param nonce 32 random bytes, used once
 * @param issuedAt when it was given out
 * @param binding SHA-256 over what the card is to speak for: the application for a session
 */
public record CardChallenge(String audience, byte[] nonce, Instant issuedAt, byte[] binding) {
  /** So long a challenge can be answered. */
  public static final Duration LIFE = Duration.ofSeconds(60);

  /** Length of {@link #nonce} in bytes. */
  public static final int NONCE_LENGTH = 32;

  /** Label, audience, nonce, time, binding. */
  private static final int PIECES = 5;

  public CardChallenge {
    Objects.requireNonNull(audience);
    Objects.requireNonNull(issuedAt);
    nonce = nonce.clone();
    binding = binding.clone();
    if (nonce.length != NONCE_LENGTH) {
      throw new IllegalArgumentException("a nonce has " + NONCE_LENGTH + " bytes");
    }
  }

  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  @Override
  public byte[] binding() {
    return binding.clone();
  }

  /** The bytes that the card signs. */
  public byte[] bytes() {
    return PreAuthenticationEncoding.of("siegel/card-challenge/v1")
        .add(audience)
        .add(nonce)
        .add(issuedAt.toEpochMilli())
        .add(binding)
        .bytes();
  }

  /**
   * Reads the bytes that a card signed.
   *
   * @return empty if they are no such challenge
   */
  public static Optional<CardChallenge> read(byte[] bytes) {
    return PreAuthenticationEncoding.split(bytes, PIECES)
        .filter(pieces -> pieces.size() == PIECES)
        .filter(
            pieces -> pieces.get(2).length == NONCE_LENGTH && pieces.get(3).length == Long.BYTES)
        .map(
            pieces ->
                new CardChallenge(
                    new String(pieces.get(1), StandardCharsets.UTF_8),
                    pieces.get(2),
                    Instant.ofEpochMilli(ByteBuffer.wrap(pieces.get(3)).getLong()),
                    pieces.get(4)))
        .filter(challenge -> Arrays.equals(challenge.bytes(), bytes));
  }

  /**
   * The nonce of the question for the card's status that belongs to this challenge: whoever checks
   * the evidence again needs no other.
   */
  public byte[] statusNonce() {
    return Sha256.of(PreAuthenticationEncoding.of("siegel/ocsp-nonce/v1").add(bytes()).bytes());
  }

  /** Whether it may still be answered at a time. */
  public boolean isFresh(Instant at) {
    return !at.isBefore(issuedAt) && !at.isAfter(issuedAt.plus(LIFE));
  }

  /**
   * Whether the card's key signed this challenge. Freshness and single use are for who gave it out.
   *
   * @param signature ECDSA with SHA-256, r and s, 64 bytes
   */
  public Checked<PharmacyCard> check(PharmacyCard card, byte[] signature) {
    if (CardSignature.holds(card.certificate(), bytes(), signature)) {
      return Checked.passed(card);
    }
    return Checked.refused(CardCode.POP_FAILED, "not the card's signature over this challenge");
  }
}
