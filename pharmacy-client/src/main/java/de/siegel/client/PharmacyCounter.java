package de.siegel.client;

import de.siegel.sealing.Reply;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * One terminal and operator of a pharmacy, for as long as the application runs: sessions come and
 * go behind it. A request whose session was of no use is sent again in a new one; one that was
 * issued to a session that is lost is issued again, superseding the first.
 *
 * <p>Safe for use by several threads.
 */
public final class PharmacyCounter {
  /** So often a request is sent in the end; then its last reply is the answer. */
  private static final int MOST_TRIES = 3;

  private static final int MOST_REMEMBERED = 10_000;

  private final SessionKeeper sessions;
  private final BiFunction<PharmacySession, Request, CompletableFuture<Reply>> submit;
  private final Set<String> delivered =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  PharmacyCounter(
      SessionKeeper sessions,
      BiFunction<PharmacySession, Request, CompletableFuture<Reply>> submit) {
    this.sessions = sessions;
    this.submit = submit;
  }

  /** As {@link #submit(Request, LostAnswer)}; what is lost is issued again. */
  public CompletableFuture<CounterReply> submit(Request request) {
    return submit(request, LostAnswer.REISSUE);
  }

  /**
   * Asks for a certificate.
   *
   * @param lost what to do if it was issued before and cannot be read any more
   * @return the reply; fails with {@link de.siegel.identity.session.SessionRefused} or {@link
   *     de.siegel.identity.session.SessionAuthorityUnavailable} if no session can be opened, and
   *     else as {@link PharmacyClient#submit} does
   */
  public CompletableFuture<CounterReply> submit(Request request, LostAnswer lost) {
    return submit(request, lost, Optional.empty(), MOST_TRIES);
  }

  private CompletableFuture<CounterReply> submit(
      Request request, LostAnswer lost, Optional<String> superseded, int tries) {
    return sessions
        .session()
        .thenCompose(
            session ->
                submit
                    .apply(session, request)
                    .thenCompose(
                        reply -> next(session, request, lost, superseded, reply, tries - 1)));
  }

  private CompletableFuture<CounterReply> next(
      PharmacySession session,
      Request request,
      LostAnswer lost,
      Optional<String> superseded,
      Reply reply,
      int tries) {
    String id = request.requestId();
    NextStep step = NextStep.after(reply, delivered.contains(id));
    if (step == NextStep.RENEW || step == NextStep.RENEW_UNDER_NEW_ID) {
      sessions.giveUp(session);
    }
    if (tries == 0 || step == NextStep.SUPERSEDE && lost == LostAnswer.TELL) {
      step = NextStep.DELIVER;
    }
    return switch (step) {
      case RENEW -> submit(request, lost, superseded, tries);
      case RENEW_UNDER_NEW_ID ->
          submit(
              new Request(newId(), request.content(), request.supersedes()),
              lost,
              superseded,
              tries);
      case SUPERSEDE ->
          submit(
              new Request(newId(), request.content(), Optional.of(id)),
              lost,
              Optional.of(id),
              tries);
      case DELIVER -> {
        if (reply.certificate().isPresent()) {
          delivered.add(id);
        }
        yield CompletableFuture.completedFuture(new CounterReply(id, reply, superseded));
      }
    };
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
