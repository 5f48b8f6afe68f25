package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;

/** A pharmacy that has long been silent issues 55 certificates from 18:00 on a Sunday. */
final class Burst implements Fraud {
  static final String LABEL = "sunday-burst";

  private static final int TOTAL = 55;
  private static final int FROM = 18 * 60;
  private static final int TO = 23 * 60;

  private final Forger forger;
  private final Seat seat;
  private final LocalDate silentFrom;
  private final LocalDate sunday;

  /** The login of one of the staff, on a device that is not the pharmacy's. */
  Burst(Forger forger, String operator, LocalDate silentFrom, LocalDate sunday) {
    this.forger = forger;
    this.seat = new Seat(forger.newTerminal(), operator);
    this.silentFrom = silentFrom;
    this.sunday = sunday;
  }

  @Override
  public boolean silences(LocalDate day) {
    return !day.isBefore(silentFrom);
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    return day.equals(sunday)
        ? forger.events(
            Rhythm.FROM_A_LIST.run(
                forger.random(), Berlin.at(day, FROM), Berlin.at(day, TO), TOTAL),
            seat,
            LABEL)
        : List.of();
  }
}
