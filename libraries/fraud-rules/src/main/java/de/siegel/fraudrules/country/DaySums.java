package de.siegel.fraudrules.country;

/**
 * How busy pharmacies were on each of the last days: sums, and so sums of sums are the same whoever
 * counted. Whole numbers throughout, for sums of fractions depend on their order. Mutable.
 */
final class DaySums {
  /** So many days back. */
  static final int DAYS = 16;

  /** Expected visits are counted in thousand-millionths. */
  static final double UNIT = 1e9;

  /** Fewer pharmacies say nothing about all. */
  private static final int ENOUGH = 50;

  /** Nothing is taken for quieter than a fourth. */
  private static final double QUIETEST = 0.25;

  final int[] days = new int[DAYS];
  final long[] seen = new long[DAYS];
  final long[] expected = new long[DAYS];
  final int[] pharmacies = new int[DAYS];
  int latest;

  /**
   * Where a day is counted; -1 if it is so long ago that a later one has its place.
   *
   * @param day in days since 1970
   */
  int place(int day) {
    int at = Math.floorMod(day, DAYS);
    if (days[at] > day) {
      return -1;
    }
    if (days[at] < day) {
      days[at] = day;
      seen[at] = 0;
      expected[at] = 0;
      pharmacies[at] = 0;
    }
    latest = Math.max(latest, day);
    return at;
  }

  /** Adds what others counted. */
  void add(DaySums other) {
    for (int from = 0; from < DAYS; from++) {
      int at = other.pharmacies[from] == 0 ? -1 : place(other.days[from]);
      if (at >= 0) {
        seen[at] += other.seen[from];
        expected[at] += other.expected[from];
        pharmacies[at] += other.pharmacies[from];
      }
    }
  }

  /** As {@link de.siegel.fraudrules.Surroundings#on} says; of the latest day, the one before. */
  double on(int day) {
    int asked = day >= latest ? latest - 1 : day;
    int at = Math.floorMod(asked, DAYS);
    if (days[at] != asked || pharmacies[at] < ENOUGH || expected[at] <= 0) {
      return 1;
    }
    return Math.max(QUIETEST, seen[at] * UNIT / expected[at]);
  }
}
