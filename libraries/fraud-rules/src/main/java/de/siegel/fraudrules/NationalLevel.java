package de.siegel.fraudrules;

import de.siegel.fraudrules.state.PharmacyState;

/**
 * Counts how busy all pharmacies are, day by day, from the requests themselves. Of a day that goes
 * on, the day before speaks. Not safe for use by several threads.
 */
public final class NationalLevel implements Surroundings {
  /** Fewer pharmacies say nothing about all. */
  private static final int ENOUGH = 50;

  /** What one pharmacy does beyond that, many times what it is used to, says nothing about all. */
  private static final double LARGEST = 4;

  private static final int DAYS = 16;

  private final int[] days = new int[DAYS];
  private final double[] seen = new double[DAYS];
  private final double[] expected = new double[DAYS];
  private final int[] pharmacies = new int[DAYS];
  private int latest;

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
    int at = Math.floorMod(day, DAYS);
    if (days[at] != day) {
      days[at] = day;
      seen[at] = 0;
      expected[at] = 0;
      pharmacies[at] = 0;
    }
    latest = Math.max(latest, day);
    double usual = after.level().expected(after.factor(1));
    if (before.today() != day) {
      expected[at] += usual;
      pharmacies[at]++;
    }
    if (after.visits() <= LARGEST * usual + 1) {
      seen[at] += after.visits() - (before.today() == day ? before.visits() : 0);
    }
  }

  @Override
  public double on(int day) {
    int asked = day >= latest ? latest - 1 : day;
    int at = Math.floorMod(asked, DAYS);
    if (days[at] != asked || pharmacies[at] < ENOUGH) {
      return 1;
    }
    return Math.max(1 / LARGEST, seen[at] / expected[at]);
  }
}
