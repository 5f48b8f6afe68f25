package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.SplittableRandom;

/** The products of 2021, as far as batches and dates go. */
enum Vaccine {
  COMIRNATY("EU/1/20/1528", LocalDate.of(2020, 12, 27), LocalDate.of(2021, 12, 28), 180, 21, 11) {
    @Override
    String batch(SplittableRandom random) {
      return letters(random, "EFS", "CDEFKLMNRTWXY") + digits(random, 4);
    }
  },
  SPIKEVAX("EU/1/20/1507", LocalDate.of(2021, 1, 14), LocalDate.of(2021, 12, 28), 210, 28, 18) {
    @Override
    String batch(SplittableRandom random) {
      return (Sampling.chance(random, 0.5) ? "300" : "21") + digits(random, 4);
    }
  },
  VAXZEVRIA("EU/1/21/1529", LocalDate.of(2021, 2, 8), LocalDate.of(2021, 8, 15), 180, 63, 16) {
    @Override
    String batch(SplittableRandom random) {
      return "AB" + letters(random, "VWX") + digits(random, 4);
    }
  },
  JANSSEN("EU/1/20/1525", LocalDate.of(2021, 4, 26), LocalDate.of(2021, 12, 10), 200, 0, 22) {
    @Override
    String batch(SplittableRandom random) {
      return "X" + letters(random, "CDE") + digits(random, 3);
    }
  };

  /** As the EU numbers it. */
  final String product;

  /** When it was first given in Germany. */
  final LocalDate firstUse;

  final LocalDate lastRelease;
  final int shelfDays;

  /** From the first to the second dose at least, as it was recommended; 0 if one is the course. */
  final int intervalDays;

  /** From one batch of a region to the next, mean. */
  final int cadenceDays;

  Vaccine(
      String product,
      LocalDate firstUse,
      LocalDate lastRelease,
      int shelfDays,
      int intervalDays,
      int cadenceDays) {
    this.product = product;
    this.firstUse = firstUse;
    this.lastRelease = lastRelease;
    this.shelfDays = shelfDays;
    this.intervalDays = intervalDays;
    this.cadenceDays = cadenceDays;
  }

  /** A number of the form the manufacturer uses. */
  abstract String batch(SplittableRandom random);

  private static String letters(SplittableRandom random, String... choices) {
    StringBuilder letters = new StringBuilder();
    for (String choice : choices) {
      letters.append(choice.charAt(Sampling.below(random, choice.length())));
    }
    return letters.toString();
  }

  private static String digits(SplittableRandom random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int n = 0; n < count; n++) {
      digits.append((char) ('0' + Sampling.below(random, 10)));
    }
    return digits.toString();
  }
}
