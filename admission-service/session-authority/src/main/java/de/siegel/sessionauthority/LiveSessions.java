package de.siegel.sessionauthority;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.Checked;
import de.siegel.identity.card.SessionEvidenceCheck;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionState;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.control.ControlState;
import de.siegel.sessionauthority.domain.Recheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the cards of live sessions again, and ends those whose card is no longer good. */
final class LiveSessions {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

  /** More than come due in a second on a day with 18,000 sessions. */
  private static final int AT_ONCE = 64;

  private record Due(Instant at, String sessionId, Instant lastGood) {}

  private final ControlState control;
  private final EndedSessions ended;
  private final CardLogin cards;
  private final AdmittedSessions admitted;
  private final InstantSource clock;
  private final Duration every;
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<String, Due> asked = new HashMap<>();

  /**
   * @param every how often a card is checked
   */
  LiveSessions(
      ControlState control,
      EndedSessions ended,
      CardLogin cards,
      Duration every,
      InstantSource clock) {
    this.control = control;
    this.ended = ended;
    this.cards = cards;
    this.admitted = new AdmittedSessions(control);
    this.every = every;
    this.clock = clock;
  }

  /** A session is open from now on, or was when this process began. */
  synchronized void opened(Session session) {
    if (SessionEvidenceCheck.SMC_B.equals(session.getEvidence().getKind())) {
      Instant good = session.getNotBefore();
      due.add(new Due(good.plus(every), session.getSessionId(), good));
    }
  }

  /** Begins the checks that are due; called several times a second. */
  void look() {
    Instant now = clock.instant();
    for (Due next = take(now); next != null; next = take(now)) {
      Optional<Session> session =
          control
              .session(next.sessionId())
              .filter(live -> live.getState() == SessionState.OPEN)
              .filter(live -> now.isBefore(live.getNotAfter()));
      if (session.isPresent()) {
        ask(session.get(), next);
      } else {
        done(next.sessionId());
      }
    }
  }

  private synchronized Due take(Instant now) {
    if (due.isEmpty() || due.peek().at().isAfter(now) || asked.size() >= AT_ONCE) {
      return null;
    }
    Due next = due.poll();
    asked.put(next.sessionId(), next);
    return next;
  }

  private synchronized void done(String sessionId) {
    asked.remove(sessionId);
  }

  private synchronized void again(Due after) {
    asked.remove(after.sessionId());
    due.add(after);
  }

  private void ask(Session session, Due before) {
    cards
        .checkAgain(Bytes.of(session.getEvidence().getChain().get(0)))
        .thenAccept(
            checked ->
                follow(session, before, checked.then(proven -> belongs(session, proven)).refusal()))
        .exceptionally(
            failure -> {
              LOG.atError().setCause(failure).log("A live card could not be checked, trying again");
              again(
                  new Due(
                      clock.instant().plus(Recheck.SOON), before.sessionId(), before.lastGood()));
              return null;
            });
  }

  private Checked<CardLogin.Proven> belongs(Session session, CardLogin.Proven proven) {
    return admitted.telematikIds(session.getPharmacyId()).contains(proven.card().telematikId())
        ? Checked.passed(proven)
        : Checked.refused(CardCode.NOT_ACTIVE, "no longer a card of this pharmacy");
  }

  private void follow(Session session, Due before, Optional<CardRefusal> refusal) {
    Instant now = clock.instant();
    switch (Recheck.decide(refusal, before.lastGood(), now)) {
      case GOOD -> again(new Due(now.plus(every), before.sessionId(), now));
      case UNKNOWN -> {
        Duration soon = every.compareTo(Recheck.SOON) < 0 ? every : Recheck.SOON;
        again(new Due(now.plus(soon), before.sessionId(), before.lastGood()));
      }
      case END -> {
        CardRefusal why = refusal.orElseThrow();
        ended.end(session, why.step() + " " + why.code());
        done(before.sessionId());
      }
    }
  }
}
