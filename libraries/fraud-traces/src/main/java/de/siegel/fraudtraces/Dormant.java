package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A pharmacy without any event for weeks wakes and issues about 60 on each opening day. */
final class Dormant implements Fraud {
  static final String LABEL = "dormant";

  private static final double A_DAY = 60;

  private final Forger forger;
  private final TracePharmacy pharmacy;
  private final String operator;
  private final LocalDate silentFrom;
  private final LocalDate wakes;
  private Seat seat;

  /** At the terminal and under the name that were there before. */
  Dormant(
      Forger forger,
      TracePharmacy pharmacy,
      String operator,
      LocalDate silentFrom,
      LocalDate wakes) {
    this.forger = forger;
    this.pharmacy = pharmacy;
    this.operator = operator;
    this.silentFrom = silentFrom;
    this.wakes = wakes;
  }

  @Override
  public boolean silences(LocalDate day) {
    return !day.isBefore(silentFrom);
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    honest.shiftsOf(operator).forEach(shift -> seat = shift.seat());
    List<TraceEvent> events = new ArrayList<>();
    if (day.isBefore(wakes)) {
      return events;
    }
    List<Span> spans = Hours.opening(pharmacy, day);
    long open = spans.stream().mapToLong(Span::seconds).sum();
    for (Span span : spans) {
      double share = (double) span.seconds() / open;
      int count = Sampling.poisson(forger.random(), A_DAY * share);
      // Over the whole day, as if people came.
      Rhythm rhythm = new Rhythm(0.85 * open / A_DAY, 0.5);
      events.addAll(
          forger.events(rhythm.run(forger.random(), span.from(), span.to(), count), seat, LABEL));
    }
    return events;
  }
}
