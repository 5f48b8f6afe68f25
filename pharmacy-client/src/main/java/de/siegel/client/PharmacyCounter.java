package de.siegel.client;

import de.siegel.client.confirm.Confirmer;
import de.siegel.sealing.Reply;
import java.time.InstantSource;
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
 * issued to a session that is lost is issued again, superseding the first; one that a person has to
 * confirm is confirmed in a new one, if there is somebody to ask.
 *
 * <p>Safe for use by several threads.
 */
public final class PharmacyCounter {
  /** So often a request is sent in the end; then its last reply is the answer. */
  private static final int MOST_TRIES = 3;

  private static final int MOST_REMEMBERED = 10_000;

  private final SessionKeeper sessions;
  private final BiFunction<PharmacySession, Request, CompletableFuture<Reply>> submit;
  private final InstantSource clock;
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

  /**
   * How a request goes on.
   *
   * @param lost what to do if it was issued before and cannot be read any more
   * @param person who confirms it, if there is somebody
   */
  private record Course(LostAnswer lost, Optional<Confirmer> person) {}

  /**
   * One request on its course.
   *
   * @param request as it is sent, but for a confirmation
   * @param superseded whose certificate it replaces
   * @param stepUp the reply that asked for a person; with it the request needs to be confirmed
   * @param tries how often something may still be sent
   */
  private record Attempt(
      Request request, Optional<String> superseded, Optional<CounterReply> stepUp, int tries) {
    Attempt renewed() {
      return new Attempt(request, superseded, stepUp, tries - 1);
    }

    Attempt underNewId() {
      return new Attempt(
          new Request(newId(), request.content(), request.supersedes()),
          superseded,
          stepUp,
          tries - 1);
    }

    Attempt superseding() {
      return new Attempt(
          new Request(newId(), request.content(), Optional.of(request.requestId())),
          Optional.of(request.requestId()),
          stepUp,
          tries - 1);
    }

    Attempt confirming(CounterReply asked) {
      return new Attempt(
          new Request(newId(), request.content(), Optional.of(request.requestId())),
          superseded,
          Optional.of(asked),
          tries - 1);
    }
  }

  PharmacyCounter(
      SessionKeeper sessions,
      BiFunction<PharmacySession, Request, CompletableFuture<Reply>> submit,
      InstantSource clock) {
    this.sessions = sessions;
    this.submit = submit;
    this.clock = clock;
  }

  /** As {@link #submit(Request, LostAnswer)}; what is lost is issued again. */
  public CompletableFuture<CounterReply> submit(Request request) {
    return submit(request, LostAnswer.REISSUE);
  }

  /**
   * Asks for a certificate. A reply {@code STEP_UP} says that a person has to confirm: {@link
   * #confirm}.
   *
   * @param lost what to do if it was issued before and cannot be read any more
   * @return the reply; fails with {@link de.siegel.identity.session.SessionRefused} or {@link
   *     de.siegel.identity.session.SessionAuthorityUnavailable} if no session can be opened, and
   *     else as {@link PharmacyClient#submit} does
   */
  public CompletableFuture<CounterReply> submit(Request request, LostAnswer lost) {
    return send(request, new Course(lost, Optional.empty()));
  }

  /**
   * As {@link #submit(Request)}; where a person has to confirm, that one is asked at once, and a
   * new request that supersedes the first is sent.
   *
   * @param person who is asked, with the reasons of the reply
   * @return the reply to the new request; {@code STEP_UP} if the person does not confirm; fails as
   *     {@link Confirmer#confirm} does
   */
  public CompletableFuture<CounterReply> submit(Request request, Confirmer person) {
    return send(request, new Course(LostAnswer.REISSUE, Optional.of(person)));
  }

  /**
   * Has a person confirm a request whose reply was {@code STEP_UP}, and sends a new one that
   * supersedes it.
   *
   * @param request as it was sent; its content is sent again
   * @param stepUp the reply; the person is shown its reasons
   * @param person who is asked
   * @return as {@link #submit(Request, Confirmer)}
   */
  public CompletableFuture<CounterReply> confirm(
      Request request, CounterReply stepUp, Confirmer person) {
    Attempt answered =
        new Attempt(
            new Request(stepUp.requestId(), request.content()),
            stepUp.superseded(),
            Optional.empty(),
            MOST_TRIES + 1);
    return send(answered.confirming(stepUp), new Course(LostAnswer.REISSUE, Optional.of(person)));
  }

  private CompletableFuture<CounterReply> send(Request request, Course course) {
    return send(new Attempt(request, Optional.empty(), Optional.empty(), MOST_TRIES), course);
  }

  private CompletableFuture<CounterReply> send(Attempt attempt, Course course) {
    return sessions
        .session()
        .thenCompose(
            session ->
                confirmed(session, attempt, course)
                    .thenCompose(
                        request ->
                            request.isPresent()
                                ? submit
                                    .apply(session, request.get())
                                    .thenCompose(reply -> next(session, attempt, course, reply))
                                : CompletableFuture.completedFuture(
                                    attempt.stepUp().orElseThrow())));
  }

  /** The request as it is sent in a session; empty if a person has to confirm it and does not. */
  private CompletableFuture<Optional<Request>> confirmed(
      PharmacySession session, Attempt attempt, Course course) {
    if (attempt.stepUp().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.of(attempt.request()));
    }
    Reply why = attempt.stepUp().get().reply();
    return course
        .person()
        .orElseThrow()
        .confirm(session.confirmation(attempt.request(), why, clock.instant()))
        .thenApply(confirmation -> confirmation.map(attempt.request()::confirmed));
  }

  private CompletableFuture<CounterReply> next(
      PharmacySession session, Attempt attempt, Course course, Reply reply) {
    String id = attempt.request().requestId();
    NextStep step = NextStep.after(reply, delivered.contains(id));
    if (step == NextStep.RENEW || step == NextStep.RENEW_UNDER_NEW_ID) {
      sessions.giveUp(session);
    }
    boolean mayNot =
        step == NextStep.SUPERSEDE && course.lost() == LostAnswer.TELL
            || step == NextStep.CONFIRM
                && (course.person().isEmpty() || attempt.stepUp().isPresent());
    CounterReply answer = new CounterReply(id, reply, attempt.superseded());
    if (attempt.tries() <= 1 || mayNot) {
      step = NextStep.DELIVER;
    }
    return switch (step) {
      case RENEW -> send(attempt.renewed(), course);
      case RENEW_UNDER_NEW_ID -> send(attempt.underNewId(), course);
      case SUPERSEDE -> send(attempt.superseding(), course);
      case CONFIRM -> send(attempt.confirming(answer), course);
      case DELIVER -> {
        if (reply.certificate().isPresent()) {
          delivered.add(id);
        }
        yield CompletableFuture.completedFuture(answer);
      }
    };
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
