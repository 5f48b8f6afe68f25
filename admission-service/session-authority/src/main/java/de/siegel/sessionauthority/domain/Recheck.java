package de.siegel.sessionauthority.domain;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a session whose card is checked again while it is live. */
public enum Recheck {
  /** The card is good. */
  GOOD,
  /** Nobody could say; the session goes on for a while. */
  UNKNOWN,
  /** The card is no longer good, or nobody could say for too long. */
  END;

  /** So often a live card is checked. */
  public static final Duration EVERY = Duration.ofHours(1);

  /** So soon it is checked again if nobody could say. */
  public static final Duration SOON = Duration.ofMinutes(5);

  /** So long a session goes on without a good answer. */
  public static final Duration GRACE = Duration.ofHours(2);

  /**
   * Decides.
   *
   * @param refusal what the check found; empty if the card is good
   * @param lastGood when it was good the last time
   */
  public static Recheck decide(Optional<CardRefusal> refusal, Instant lastGood, Instant now) {
    if (refusal.isEmpty()) {
      return GOOD;
    }
    return isNoAnswer(refusal.get().code()) && now.isBefore(lastGood.plus(GRACE)) ? UNKNOWN : END;
  }

  /** An answer that cannot be believed says no more than none at all. */
  private static boolean isNoAnswer(CardCode code) {
    return switch (code) {
      case TSL_INVALID,
          OCSP_UNAVAILABLE,
          OCSP_SIGNER,
          OCSP_NONCE,
          OCSP_TIME,
          OCSP_CERTID,
          CERTHASH,
          REGISTER_UNAVAILABLE ->
          true;
      default -> false;
    };
  }
}
