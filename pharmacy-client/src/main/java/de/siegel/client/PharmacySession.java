package de.siegel.client;

import de.siegel.client.confirm.ConfirmationRequest;
import de.siegel.identity.session.AcceptedSession;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.ConfirmationTag;
import de.siegel.sealing.Reply;
import de.siegel.sealing.SessionKeys;
import de.siegel.sealing.SessionSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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
  private final String terminal;
  private final String operator;
  private final String epoch;
  private final SessionKeys keys;
  private final SessionSecret secret;
  private final AcceptedSession accepted;

  PharmacySession(
      String sessionId,
      String pharmacyId,
      String terminal,
      String operator,
      String epoch,
      SessionKeys keys,
      SessionSecret secret,
      AcceptedSession accepted) {
    this.sessionId = sessionId;
    this.pharmacyId = pharmacyId;
    this.terminal = terminal;
    this.operator = operator;
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

  /** The terminal that it was opened at; may be empty. */
  public String terminal() {
    return terminal;
  }

  /** Who opened it, a pseudonym; may be empty. */
  public String operator() {
    return operator;
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

  /**
   * What a person is asked who confirms before anybody asked for it.
   *
   * @param request as for {@link #statement}
   * @param now as for {@link #statement}
   */
  public ConfirmationRequest confirmation(Request request, Instant now) {
    return new ConfirmationRequest(
        statement(request, now),
        request,
        NamedTerminal.in(request.content()).orElse(terminal),
        operator,
        List.of(),
        Optional.empty());
  }

  /**
   * What a person is asked who has to confirm.
   *
   * @param request as for {@link #statement}; it supersedes the one that was stopped
   * @param stopped the reply to that one
   * @param now as for {@link #statement}
   */
  public ConfirmationRequest confirmation(Request request, Reply stopped, Instant now) {
    return new ConfirmationRequest(
        statement(request, now),
        request,
        NamedTerminal.in(request.content()).orElse(terminal),
        operator,
        stopped.errors(),
        stopped.told());
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
