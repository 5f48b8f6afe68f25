package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** An insider who enters a false one after each ten honest ones, as if it were the next. */
final class OneInTen implements Fraud {
  static final String LABEL = "one-in-ten";

  private static final int HONEST_ONES = 10;

  private final Forger forger;
  private final String operator;
  private final LocalDate from;
  private int honestOnes;

  OneInTen(Forger forger, String operator, LocalDate from) {
    this.forger = forger;
    this.operator = operator;
    this.from = from;
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    forger.stock().seen(honest);
    List<TraceEvent> events = new ArrayList<>();
    if (day.isBefore(from)) {
      return events;
    }
    for (TraceEvent event : honest.events()) {
      if (event.operator().equals(operator) && ++honestOnes % HONEST_ONES == 0) {
        Instant next = event.time().plusSeconds(Rhythm.CHECKING_PAPERS.next(forger.random()));
        boolean open = honest.shifts().stream().anyMatch(shift -> shift.covers(next));
        events.add(
            forger.event(
                open ? next : event.time().minusSeconds(90),
                new Seat(event.terminal(), operator),
                Sessions.NONE,
                LABEL));
      }
    }
    return events;
  }
}
