package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the vaccinations with which honest people of a region come. */
final class VaccinationPasses {
  private static final double FROM_NEXT_REGION = 0.04;
  private static final double FROM_AFAR = 0.03;
  private static final LocalDate FIRST_BOOSTERS = LocalDate.of(2021, 8, 2);
  private static final LocalDate AUTUMN = LocalDate.of(2021, 9, 15);
  private static final LocalDate FIRST_SINGLE_AFTER_RECOVERY = LocalDate.of(2021, 3, 8);
  private static final LocalDate LAST_VAXZEVRIA = LocalDate.of(2021, 9, 30);

  private final BatchBook batches;
  private final Region home;
  private final List<Region> neighbours;

  VaccinationPasses(BatchBook batches, Region home) {
    this.batches = batches;
    this.home = home;
    this.neighbours = home.neighbours();
  }

  /** The page somebody shows on a day. */
  Vaccination next(LocalDate today, SplittableRandom random) {
    while (true) {
      Vaccination drawn = draw(today, random);
      if (drawn != null) {
        return drawn;
      }
    }
  }

  /** Null if nobody can have had that. */
  private Vaccination draw(LocalDate today, SplittableRandom random) {
    if (Sampling.chance(random, boosterShare(today))) {
      LocalDate day = today.minusDays((long) Sampling.exponential(random, 7));
      Vaccine vaccine = Sampling.chance(random, 0.65) ? Vaccine.COMIRNATY : Vaccine.SPIKEVAX;
      // After Janssen, or after one dose that followed an infection, it is 2 of 1.
      boolean afterSingle = Sampling.chance(random, 0.08);
      return day.isBefore(FIRST_BOOSTERS)
          ? null
          : of(vaccine, day, afterSingle ? 2 : 3, afterSingle ? 1 : 3, random);
    }
    LocalDate day = today.minusDays(daysBack(random));
    double firstOfTwo = today.isBefore(AUTUMN) ? 0.08 : 0.04;
    return switch (Sampling.weighted(random, firstOfTwo, 0.12, 0.88 - firstOfTwo)) {
      case 0 -> from(twoDoses(day, random), 0, day, 1, 2, random);
      case 1 -> single(day, random);
      default -> {
        Vaccine vaccine = twoDoses(day, random);
        yield from(vaccine, vaccine.intervalDays, day, 2, 2, random);
      }
    };
  }

  /** Most come soon after the dose, others when they need it; the same day at the earliest. */
  private static long daysBack(SplittableRandom random) {
    return (long)
        (Sampling.chance(random, 0.55)
            ? Sampling.exponential(random, 10)
            : 65 * Sampling.gamma(random, 0.6));
  }

  private static double boosterShare(LocalDate today) {
    double risen = ChronoUnit.DAYS.between(FIRST_BOOSTERS, today) / 100.0;
    double early = 0.08 * Math.min(1, Math.max(0, risen));
    return early + 0.65 * Season.boosterProgress(today);
  }

  private static Vaccine twoDoses(LocalDate day, SplittableRandom random) {
    boolean stillVaxzevria = !day.isAfter(LAST_VAXZEVRIA);
    return switch (Sampling.weighted(random, 0.74, 0.11, stillVaxzevria ? 0.15 : 0)) {
      case 0 -> Vaccine.COMIRNATY;
      case 1 -> Vaccine.SPIKEVAX;
      default -> Vaccine.VAXZEVRIA;
    };
  }

  private Vaccination single(LocalDate day, SplittableRandom random) {
    if (Sampling.chance(random, 0.65)) {
      return from(Vaccine.JANSSEN, 0, day, 1, 1, random);
    }
    return day.isBefore(FIRST_SINGLE_AFTER_RECOVERY)
        ? null
        : of(twoDoses(day, random), day, 1, 1, random);
  }

  private Vaccination from(
      Vaccine vaccine, int afterDays, LocalDate day, int dose, int doses, SplittableRandom random) {
    return day.isBefore(vaccine.firstUse.plusDays(afterDays))
        ? null
        : of(vaccine, day, dose, doses, random);
  }

  private Vaccination of(
      Vaccine vaccine, LocalDate day, int dose, int doses, SplittableRandom random) {
    Region region =
        switch (Sampling.weighted(
            random, FROM_NEXT_REGION, FROM_AFAR, 1 - FROM_NEXT_REGION - FROM_AFAR)) {
          case 0 -> Sampling.pick(random, neighbours);
          case 1 -> Sampling.pick(random, Region.ALL);
          default -> home;
        };
    TraceBatch batch = batches.inUse(vaccine, region, day, random);
    return batch.usable(day) ? new Vaccination(batch, day, dose, doses) : null;
  }

  /** That of somebody who lives in the same household: the same product, often the same day. */
  static Vaccination relative(Vaccination first, LocalDate today, SplittableRandom random) {
    if (Sampling.chance(random, 0.7)) {
      return first;
    }
    LocalDate day = first.day().plusDays(Sampling.below(random, 15) - 7);
    return day.isAfter(today) || !first.batch().usable(day)
        ? first
        : new Vaccination(first.batch(), day, first.dose(), first.doses());
  }
}
