package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * An identity without any event for months, then about 1,000 certificates in four weeks from five
 * devices, at whatever hour between 9:00 and 23:00.
 */
final class RetiredDoctor implements Fraud {
  static final String LABEL = "retired-doctor";

  private static final int TOTAL = 1_000;
  private static final int DAYS = 28;
  private static final int DEVICES = 5;
  private static final int FROM = 9 * 60;
  private static final int TO = 23 * 60;
  private static final int RUN = 15;

  private final Forger forger;
  private final LocalDate silentFrom;
  private final LocalDate wakes;
  private final List<Seat> seats = new ArrayList<>();
  private final int[] byDay;

  RetiredDoctor(Forger forger, String operator, LocalDate silentFrom, LocalDate wakes) {
    this.forger = forger;
    this.silentFrom = silentFrom;
    this.wakes = wakes;
    for (int n = 0; n < DEVICES; n++) {
      seats.add(new Seat(forger.newTerminal(), operator));
    }
    double[] weights = new double[DAYS];
    for (int n = 0; n < DAYS; n++) {
      weights[n] = Sampling.gamma(forger.random(), 0.5);
    }
    this.byDay = Sampling.deal(forger.random(), TOTAL, weights);
  }

  @Override
  public boolean silences(LocalDate day) {
    return !day.isBefore(silentFrom);
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    long n = day.toEpochDay() - wakes.toEpochDay();
    List<TraceEvent> events = new ArrayList<>();
    int left = n < 0 || n >= DAYS ? 0 : byDay[(int) n];
    while (left > 0) {
      int count = Math.min(left, 1 + Sampling.below(forger.random(), RUN));
      int start = FROM + Sampling.below(forger.random(), TO - FROM - 60);
      events.addAll(
          forger.events(
              Rhythm.FROM_A_LIST.run(
                  forger.random(), Berlin.at(day, start), Berlin.at(day, TO), count),
              Sampling.pick(forger.random(), seats),
              LABEL));
      left -= count;
    }
    return events;
  }
}
