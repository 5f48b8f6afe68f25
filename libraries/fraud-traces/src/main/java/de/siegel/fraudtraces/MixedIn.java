package de.siegel.fraudtraces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts false entries into the shifts of the insider, between the honest ones at the same terminal:
 * some at a time, when nobody stands at the desk. They come when orders do, not when people do.
 */
final class MixedIn {
  // Shorter than anybody needs for one entry, so not taken by another.
  private static final long APART_SECONDS = 60;
  private static final double ANOTHER_OF_THE_LIST = 0.55;
  private static final int LONGEST_BUNCH = 6;
  private static final int ATTEMPTS = 200;

  private MixedIn() {}

  /** An entry at its time. */
  record Placed(Instant time, Seat seat) {}

  /**
   * Exactly as many entries; they stand closer than they should if the shifts are full.
   *
   * @return in no order; none if there is no shift
   */
  static List<Placed> place(
      SplittableRandom random, List<Shift> shifts, List<TraceEvent> honest, int count) {
    List<Placed> placed = new ArrayList<>();
    if (shifts.isEmpty()) {
      return placed;
    }
    double[] lengths = shifts.stream().mapToDouble(shift -> shift.span().seconds()).toArray();
    int attempts = 0;
    while (placed.size() < count) {
      Shift shift = shifts.get(Sampling.weighted(random, lengths));
      long within = (long) (shift.span().seconds() * Sampling.uniform(random));
      Instant time = shift.span().from().plusSeconds(within);
      for (int n = 0; n < LONGEST_BUNCH && placed.size() < count; n++) {
        boolean free = free(time, shift.seat(), honest, placed) || attempts++ > ATTEMPTS;
        if (free && shift.covers(time)) {
          placed.add(new Placed(time, shift.seat()));
        }
        if (!free || !Sampling.chance(random, ANOTHER_OF_THE_LIST)) {
          break;
        }
        time = time.plusSeconds(Rhythm.FROM_A_LIST.next(random));
      }
    }
    return placed;
  }

  private static boolean free(
      Instant time, Seat seat, List<TraceEvent> honest, List<Placed> placed) {
    return honest.stream()
            .filter(event -> event.terminal().equals(seat.terminal()))
            .allMatch(event -> apart(time, event.time()))
        && placed.stream().allMatch(other -> apart(time, other.time()));
  }

  private static boolean apart(Instant one, Instant other) {
    return Math.abs(one.getEpochSecond() - other.getEpochSecond()) >= APART_SECONDS;
  }
}
