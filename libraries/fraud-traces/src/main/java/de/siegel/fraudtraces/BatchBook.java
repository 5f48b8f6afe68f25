package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** All batches of a world, and which of them were in use where and when. */
final class BatchBook {
  private static final double NATIONWIDE_SHARE = 0.12;
  private static final int NATIONWIDE = Region.ALL.size();
  // The newest has hardly arrived, the oldest is almost used up.
  private static final double[] USE_BY_AGE = {0.15, 0.40, 0.30, 0.15};

  private final List<TraceBatch> all = new ArrayList<>();
  // By vaccine, then region with the country last; each in order of release.
  private final List<List<List<TraceBatch>>> delivered = new ArrayList<>();
  private final Map<String, TraceBatch> byNumber = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();

  BatchBook(long seed) {
    SplittableRandom random = Sampling.random(seed, 0);
    for (Vaccine vaccine : Vaccine.values()) {
      List<List<TraceBatch>> regions = new ArrayList<>();
      for (int region = 0; region <= NATIONWIDE; region++) {
        regions.add(deliver(vaccine, region, random));
      }
      delivered.add(regions);
    }
  }

  private List<TraceBatch> deliver(Vaccine vaccine, int region, SplittableRandom random) {
    List<TraceBatch> batches = new ArrayList<>();
    LocalDate released = vaccine.firstUse.minusDays(1 + Sampling.below(random, 3));
    while (!released.isAfter(vaccine.lastRelease)) {
      String number;
      do {
        number = vaccine.batch(random);
      } while (!numbers.add(number));
      int doses = 1_170 * Math.max(10, (int) Sampling.logNormal(random, 60, 0.5));
      boolean nationwide = region == NATIONWIDE;
      TraceBatch batch =
          new TraceBatch(
              vaccine.product,
              number,
              released,
              released.plusDays(vaccine.shelfDays - Sampling.below(random, 30)),
              doses,
              nationwide ? Double.NaN : Region.ALL.get(region).latitude(),
              nationwide ? Double.NaN : Region.ALL.get(region).longitude());
      batches.add(batch);
      all.add(batch);
      byNumber.put(number, batch);
      released =
          released.plusDays(Math.round(vaccine.cadenceDays * Sampling.between(random, 0.6, 1.4)));
    }
    return batches;
  }

  List<TraceBatch> all() {
    return List.copyOf(all);
  }

  /** Null if there is none of this number. */
  TraceBatch find(String number) {
    return byNumber.get(number);
  }

  /** One that a doctor or centre of a region used on a day, not before the vaccine's first use. */
  TraceBatch inUse(Vaccine vaccine, Region region, LocalDate day, SplittableRandom random) {
    List<List<TraceBatch>> regions = delivered.get(vaccine.ordinal());
    int where = Sampling.chance(random, NATIONWIDE_SHARE) ? NATIONWIDE : Region.ALL.indexOf(region);
    List<TraceBatch> batches = regions.get(where);
    int newest = batches.size() - 1;
    while (newest > 0 && batches.get(newest).released().isAfter(day)) {
      newest--;
    }
    int chosen = Math.max(0, newest - Sampling.weighted(random, USE_BY_AGE));
    return batches.get(batches.get(chosen).usable(day) ? chosen : newest);
  }

  /** The number with one character typed wrong, so that no batch has it. */
  String mistyped(String number, SplittableRandom random) {
    String wrong;
    do {
      int place = Sampling.below(random, number.length());
      char typed = (char) ('0' + Sampling.below(random, 10));
      wrong = number.substring(0, place) + typed + number.substring(place + 1);
    } while (numbers.contains(wrong));
    return wrong;
  }
}
