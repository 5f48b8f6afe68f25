package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How much the country asks for on a day, relative to a quiet one. */
enum Season {
  /** The same each day. */
  FLAT {
    @Override
    double factor(LocalDate day) {
      return 1;
    }
  },
  /** Crowded at the start in June, three times as much once everybody wants a booster. */
  NATIONAL {
    @Override
    double factor(LocalDate day) {
      double sinceStart = Math.max(0, ChronoUnit.DAYS.between(START, day));
      double start = START_SURGE * StrictMath.exp(-sinceStart / START_FADES_DAYS);
      return 1 + start + BOOSTER_SURGE * boosterProgress(day);
    }
  };

  private static final LocalDate START = LocalDate.of(2021, 6, 14);
  // Makes the first week about the 61 a day that were reported, from the 25 to 30 of a quiet day.
  private static final double START_SURGE = 1.5;
  private static final double START_FADES_DAYS = 16;
  private static final LocalDate BOOSTERS = LocalDate.of(2021, 11, 15);
  private static final double BOOSTER_SURGE = 2;
  private static final double BOOSTER_RAMP_DAYS = 21;

  abstract double factor(LocalDate day);

  /** From 0 in mid November to 1 three weeks later. */
  static double boosterProgress(LocalDate day) {
    double since = ChronoUnit.DAYS.between(BOOSTERS, day);
    return Math.min(1, Math.max(0, since / BOOSTER_RAMP_DAYS));
  }
}
