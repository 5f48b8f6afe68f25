package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What people ask for when it is their turn: for one person, a family, or again. */
final class Visits {
  /** Certificates of one visit, mean over families and repetitions. */
  static final double MEAN = 1.41;

  private static final double[] FAMILY = {0.74, 0.17, 0.045, 0.035, 0.01};
  private static final double AGAIN = 0.03;
  private static final double TYPED_WRONG = 0.01;
  private static final int REMEMBERED = 120;

  private final VaccinationPasses passes;
  private final SplittableRandom random;
  // Of whom somebody may come back.
  private final List<Vaccination> earlier = new ArrayList<>();
  private int oldest;

  Visits(VaccinationPasses passes, SplittableRandom random) {
    this.passes = passes;
    this.random = random;
  }

  /** The vaccinations of the next visit; one twice if the first certificate had a wrong name. */
  List<Vaccination> next(LocalDate today) {
    if (!earlier.isEmpty() && Sampling.chance(random, AGAIN)) {
      return List.of(Sampling.pick(random, earlier));
    }
    List<Vaccination> visit = new ArrayList<>();
    Vaccination first = passes.next(today, random);
    int size = 1 + Sampling.weighted(random, FAMILY);
    for (int n = 0; n < size; n++) {
      Vaccination one = n == 0 ? first : VaccinationPasses.relative(first, today, random);
      visit.add(one);
      if (Sampling.chance(random, TYPED_WRONG)) {
        visit.add(one);
      }
      remember(one);
    }
    return visit;
  }

  private void remember(Vaccination one) {
    if (earlier.size() < REMEMBERED) {
      earlier.add(one);
    } else {
      earlier.set(oldest, one);
      oldest = (oldest + 1) % REMEMBERED;
    }
  }
}
