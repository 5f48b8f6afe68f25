package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the events of a fraud in one pharmacy.
 *
 * @param issuer under whose name
 * @param stock where batches and dates come from
 * @param random of the forger alone, so that the honest work is the same without the fraud
 */
record Forger(String issuer, Stock stock, SplittableRandom random) {
  TraceEvent event(Instant time, Seat seat, String session, String label) {
    LocalDate today = Berlin.day(time);
    Vaccination vaccination = stock.next(today, random);
    return new TraceEvent(
        time,
        issuer,
        seat.terminal(),
        seat.operator(),
        session,
        "V",
        vaccination.batch().product(),
        vaccination.batch().batch(),
        vaccination.day(),
        vaccination.dose(),
        vaccination.doses(),
        "none",
        false,
        label);
  }

  /** At one seat, in a session that is opened as usual. */
  List<TraceEvent> events(List<Instant> times, Seat seat, String label) {
    return times.stream().map(time -> event(time, seat, Sessions.NONE, label)).toList();
  }

  /** A device nobody has seen before. */
  String newTerminal() {
    return Sampling.name(random, "t-", 8);
  }
}
