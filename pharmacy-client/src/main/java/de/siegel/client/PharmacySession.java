package de.siegel.client;

import de.siegel.identity.session.AcceptedSession;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An open session. Its secret lives in memory only: what was sealed in it can be read as long as
 * the process lives.
 */
public final class PharmacySession {
  /**
   * For how long a person's confirmation is made: less than the stages allow, so that a clock here
   * may be wrong by what is left, on either side.
   */
  public static final Duration CONFIRMED_FOR = Duration.ofMinutes(4);

  private final String sessionId;
  private final String pharmacyId;
  private final String epoch;
  private final SessionKeys keys;
  private final SessionSecret secret;
  private final AcceptedSession accepted;

  PharmacySession(
      String sessionId,
      String pharmacyId,
      String epoch,
      SessionKeys keys,
      SessionSecret secret,
      AcceptedSession accepted) {
    this.sessionId = sessionId;
    this.pharmacyId = pharmacyId;
    this.epoch = epoch;
    this.keys = keys;
    this.secret = secret;
    this.accepted = accepted;
  }

  /** The session's id. */
  public String sessionId() {
    return sessionId;
  }

  /** The pharmacy that it speaks for. */
  public String pharmacyId() {
    return pharmacyId;
  }

  /** When it ends. */
  public Instant notAfter() {
    return accepted.notAfter();
  }

  /**
   * What a person signs to confirm a request that is sent in this session.
   *
   * @param request as it will be sent, without its confirmation
   * @param now when the person is asked; the confirmation is good for {@link #CONFIRMED_FOR}
   */
  public ConfirmationStatement statement(Request request, Instant now) {
    return new ConfirmationStatement(
        sessionId,
        ConfirmationTag.of(
            secret,
            request.requestId(),
            RequestSealer.FORMAT,
            request.supersedes().orElse(null),
            request.content()),
        now.plus(CONFIRMED_FOR).truncatedTo(ChronoUnit.MILLIS));
  }

  String epoch() {
    return epoch;
  }

  SessionKeys keys() {
    return keys;
  }

  SessionSecret secret() {
    return secret;
  }

  long sequence() {
    return accepted.sequence();
  }
}
