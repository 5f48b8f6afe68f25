package de.siegel.fraudtraces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The desks of a pharmacy in one span: visits wait for a free one, each certificate takes its time,
 * and staff have other things to do in between.
 */
final class Counter {
  private static final double PAUSE = 0.06;
  private static final double BUSY = 0.7;
  // A certificate that would be ready only then is one for tomorrow.
  private static final long CLOSING_SECONDS = 15;

  private final Span span;
  private final List<List<Shift>> shifts;
  private final double pace;
  private final Rhythm rhythm;
  private final SplittableRandom random;
  private final Instant[] free;

  /**
   * @param shifts by desk
   * @param expected certificates in the span; if the desks could hardly manage, all hurry
   */
  Counter(
      Span span,
      List<List<Shift>> shifts,
      double expected,
      Rhythm rhythm,
      SplittableRandom random) {
    this.span = span;
    this.shifts = shifts;
    this.rhythm = rhythm;
    this.random = random;
    double capacity = BUSY * shifts.size() * span.seconds();
    this.pace = Math.min(1, capacity / (1 + expected * rhythm.mean()));
    this.free = new Instant[shifts.size()];
    Arrays.fill(free, span.from());
  }

  /** An entry that was sent. */
  record Entry(Instant time, Seat seat, Vaccination vaccination) {}

  /**
   * Serves visits in the order of their arrival; what was not ready at closing time is left out.
   */
  List<Entry> serve(List<Instant> arrivals, Supplier<List<Vaccination>> visits) {
    List<Entry> entries = new ArrayList<>();
    Instant last = span.to().minusSeconds(CLOSING_SECONDS);
    for (Instant arrival : arrivals) {
      int desk = desk(arrival);
      Instant at = free[desk].isAfter(arrival) ? free[desk] : arrival;
      boolean first = true;
      for (Vaccination vaccination : visits.get()) {
        double share = pace * (first ? 1 : Rhythm.FAMILY_FACTOR);
        at = at.plusSeconds((long) (share * rhythm.next(random)) + 1);
        first = false;
        if (at.isBefore(last)) {
          entries.add(new Entry(at, seat(desk, at), vaccination));
        }
      }
      free[desk] =
          Sampling.chance(random, PAUSE)
              ? at.plusSeconds((long) (pace * Sampling.between(random, 600, 1_800)))
              : at;
    }
    return entries;
  }

  /** Any that is free, or the one that will be first. */
  private int desk(Instant arrival) {
    int waiting = 0;
    int soonest = 0;
    for (int desk = 0; desk < free.length; desk++) {
      waiting += free[desk].isAfter(arrival) ? 0 : 1;
      soonest = free[desk].isBefore(free[soonest]) ? desk : soonest;
    }
    if (waiting == 0) {
      return soonest;
    }
    int chosen = Sampling.below(random, waiting);
    for (int desk = 0; ; desk++) {
      if (!free[desk].isAfter(arrival) && chosen-- == 0) {
        return desk;
      }
    }
  }

  private Seat seat(int desk, Instant time) {
    List<Shift> ofDesk = shifts.get(desk);
    for (Shift shift : ofDesk) {
      if (shift.covers(time)) {
        return shift.seat();
      }
    }
    return ofDesk.get(ofDesk.size() - 1).seat();
  }
}
