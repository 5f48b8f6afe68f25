package de.siegel.fraudtraces;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** One identity issues 10,000 certificates in three weeks, around the clock, at three devices. */
final class TenThousand implements Fraud {
  static final String LABEL = "ten-thousand";

  private static final int TOTAL = 10_000;
  private static final int DAYS = 21;
  private static final int DEVICES = 3;
  private static final double SIGMA = 0.5;

  private final Forger forger;
  private final LocalDate from;
  private final List<Seat> seats;
  private final int[] byDay;

  TenThousand(Forger forger, String operator, LocalDate from) {
    this.forger = forger;
    this.from = from;
    this.seats =
        IntStream.range(0, DEVICES)
            .mapToObj(n -> new Seat(forger.newTerminal(), operator))
            .toList();
    double[] weights = new double[DAYS];
    for (int n = 0; n < DAYS; n++) {
      weights[n] = Sampling.gamma(forger.random(), 0.2);
    }
    this.byDay = Sampling.deal(forger.random(), TOTAL, weights);
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    long n = day.toEpochDay() - from.toEpochDay();
    if (n < 0 || n >= DAYS) {
      return List.of();
    }
    int count = byDay[(int) n];
    double mean = (double) Duration.ofDays(1).toSeconds() / count;
    Rhythm rhythm = new Rhythm(mean * StrictMath.exp(-SIGMA * SIGMA / 2), SIGMA);
    return rhythm
        .run(forger.random(), Berlin.at(day, 0), Berlin.at(day, Berlin.DAY), count)
        .stream()
        .map(
            time -> forger.event(time, Sampling.pick(forger.random(), seats), Sessions.NONE, LABEL))
        .toList();
  }
}
