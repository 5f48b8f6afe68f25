package de.siegel.client;

import de.siegel.identity.session.SessionAuthorityUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session open: opens it when it is first needed and again in time before its end, one at a
 * time. While the authority is away, the old one is used to its end.
 *
 * <p>Safe for use by several threads.
 */
final class SessionKeeper {
  /** A session is renewed so long before its end, or a quarter of its life if that is less. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** Whom the authority did not answer does not ask again for so long. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

  private record Held(PharmacySession session, Instant opened) {}

  private final Supplier<PharmacySession> open;
  private final Executor executor;
  private final InstantSource clock;
  private Held held;
  private CompletableFuture<PharmacySession> opening;
  private Instant notBefore = Instant.MIN;

  /**
   * @param open asks the authority, and waits for it
   * @param executor where that happens
   */
  SessionKeeper(Supplier<PharmacySession> open, Executor executor, InstantSource clock) {
    this.open = open;
    this.executor = executor;
    this.clock = clock;
  }

  /** A session that is open; fails with the authority's reason if there is none to be had. */
  synchronized CompletableFuture<PharmacySession> session() {
    Instant now = clock.instant();
    if (held == null || !now.isBefore(held.session().notAfter())) {
      return renew();
    }
    if (now.isAfter(renewAt(held)) && opening == null && !now.isBefore(notBefore)) {
      renew();
    }
    return CompletableFuture.completedFuture(held.session());
  }

  private static Instant renewAt(Held held) {
    Duration quarter = Duration.between(held.opened(), held.session().notAfter()).dividedBy(4);
    return held.session().notAfter().minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
  }

  /** Says that a session turned out to be of no use; one that was opened since is kept. */
  synchronized void giveUp(PharmacySession session) {
    if (held != null && held.session() == session) {
      held = null;
    }
  }

  private CompletableFuture<PharmacySession> renew() {
    if (opening != null) {
      return opening;
    }
    CompletableFuture<PharmacySession> next = CompletableFuture.supplyAsync(open, executor);
    opening = next;
    next.whenComplete(this::opened);
    return next;
  }

  private synchronized void opened(PharmacySession session, Throwable failure) {
    opening = null;
    if (failure == null) {
      held = new Held(session, clock.instant());
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof SessionAuthorityUnavailable) {
      notBefore = clock.instant().plus(PAUSE);
    }
    LOG.atWarn().addKeyValue("reason", cause.getMessage()).log("No session could be opened");
  }
}
