package de.siegel.fraudtraces;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The identifier of an open session is used on another device for an hour: while the pharmacy works
 * on with it, or after it has closed and before the session ends.
 */
final class StolenSession implements Fraud {
  static final String LABEL = "stolen-session";

  private static final int COUNT = 25;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AFTER_CLOSING = Duration.ofMinutes(45);
  private static final Rhythm QUICK = new Rhythm(130, 0.4);

  private final Forger forger;
  private final TracePharmacy pharmacy;
  private final LocalDate from;
  private final boolean atNight;
  private final String terminal;
  private boolean done;

  /** On the first day from one on on which a session lasts long enough. */
  StolenSession(Forger forger, TracePharmacy pharmacy, LocalDate from, boolean atNight) {
    this.forger = forger;
    this.pharmacy = pharmacy;
    this.from = from;
    this.atNight = atNight;
    this.terminal = forger.newTerminal();
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    forger.stock().seen(honest);
    return List.of();
  }

  @Override
  public List<TraceEvent> after(LocalDate day, List<TraceEvent> events) {
    List<Span> open = Hours.opening(pharmacy, day);
    if (done || day.isBefore(from) || open.isEmpty()) {
      return List.of();
    }
    Span last = open.get(open.size() - 1);
    for (TraceEvent first : events) {
      Instant ends = first.time().plus(Sessions.LONGEST).minus(Duration.ofMinutes(10));
      Instant start =
          atNight ? last.to().plus(AFTER_CLOSING) : first.time().plus(Duration.ofMinutes(30));
      boolean fits =
          !start.plus(HOUR).isAfter(ends)
              && !pharmacy.isOnDuty(start)
              && (atNight ? last.contains(first.time()) : start.plus(HOUR).isBefore(last.to()));
      if (fits && opensSession(first, events)) {
        done = true;
        return QUICK.run(forger.random(), start, start.plus(HOUR), COUNT).stream()
            .map(
                time ->
                    forger.event(
                        time, new Seat(terminal, first.operator()), first.session(), LABEL))
            .toList();
      }
    }
    return List.of();
  }

  private static boolean opensSession(TraceEvent event, List<TraceEvent> events) {
    return events.stream()
        .filter(other -> other.session().equals(event.session()))
        .noneMatch(other -> other.time().isBefore(event.time()));
  }
}
