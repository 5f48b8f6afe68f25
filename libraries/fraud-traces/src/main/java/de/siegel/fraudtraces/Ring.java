package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one of the pharmacies of a ring adds: three on each day on which the insider works, at a
 * very even pace, from the batches of the ring.
 */
final class Ring implements Fraud {
  static final String LABEL = "ring";

  private static final int A_DAY = 3;
  // Somebody with a clock, or a program.
  private static final Rhythm EVEN = new Rhythm(240, 0.03);

  private final Forger forger;
  private final String operator;
  private final LocalDate from;

  Ring(Forger forger, String operator, LocalDate from) {
    this.forger = forger;
    this.operator = operator;
    this.from = from;
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    List<Shift> shifts = new ArrayList<>(honest.shiftsOf(operator));
    shifts.removeIf(shift -> shift.span().seconds() < (A_DAY + 2) * EVEN.median());
    if (day.isBefore(from) || shifts.isEmpty()) {
      return List.of();
    }
    SplittableRandom random = forger.random();
    Shift shift = Sampling.pick(random, shifts);
    double room = shift.span().seconds() - (A_DAY + 2) * EVEN.median();
    Instant start = shift.span().from().plusSeconds((long) (room * Sampling.uniform(random)));
    return forger.events(EVEN.run(random, start, shift.span().to(), A_DAY), shift.seat(), LABEL);
  }
}
