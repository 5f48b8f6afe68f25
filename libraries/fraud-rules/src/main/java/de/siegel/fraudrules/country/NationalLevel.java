package de.siegel.fraudrules.country;

import de.siegel.fraudrules.Surroundings;
import de.siegel.fraudrules.state.PharmacyState;

/**
 * Counts how busy pharmacies are, day by day, from the requests themselves: all pharmacies, or
 * those of one partition, of which a {@link Country} makes a sum. Of a day that goes on, the day
 * before speaks. Not safe for use by several threads.
 */
public final class NationalLevel implements Surroundings {
  /** What one pharmacy does beyond that, many times what it is used to, says nothing about all. */
  private static final double LARGEST = 4;

  private final DaySums sums;

  /** Of which nothing was counted. */
  public NationalLevel() {
    this.sums = new DaySums();
  }

  /** That goes on where another one was. */
  public NationalLevel(LevelSnapshot before) {
    this.sums = before.sums();
  }

  /**
   * Counts a request.
   *
   * @param before what was remembered of its pharmacy
   * @param after what is remembered now
   */
  public void seen(PharmacyState before, PharmacyState after) {
    if (!after.level().known()) {
      return;
    }
    int day = after.today();
    int at = sums.place(day);
    if (at < 0) {
      return;
    }
    double usual = after.level().expected(after.factor(1));
    if (before.today() != day) {
      sums.expected[at] += Math.round(usual * DaySums.UNIT);
      sums.pharmacies[at]++;
    }
    if (after.visits() <= LARGEST * usual + 1) {
      sums.seen[at] += after.visits() - (before.today() == day ? before.visits() : 0);
    }
  }

  @Override
  public double on(int day) {
    return sums.on(day);
  }

  /** What was counted so far. */
  public LevelSnapshot snapshot() {
    return new LevelSnapshot(sums);
  }
}
