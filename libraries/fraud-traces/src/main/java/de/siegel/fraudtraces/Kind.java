package de.siegel.fraudtraces;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Kinds of pharmacies: how much they issue, with how many people, and when. */
enum Kind {
  CITY(24, 0.35, 1, 4, 24, 35),
  /** With several terminals, open until the shopping mall closes. */
  CHAIN(70, 0.3, 3, 9, 28, 40),
  /** Closed at midday, and on Wednesday afternoons. */
  VILLAGE(3, 0.3, 1, 2, 8, 14),
  /** On the site of a vaccination centre; does nothing else, each day of the week. */
  CENTRE(320, 0.25, 6, 14, 0, 0),
  /** Of a sparse rota, in which a duty is real work. */
  NIGHT(20, 0.3, 1, 4, 5, 8),
  /** Never closed. */
  STATION(75, 0.2, 3, 12, 0, 0);

  /** Certificates on an opening day, mean of a week: median over pharmacies. */
  final double daily;

  /** Of the logarithm of that. */
  final double dailySigma;

  /** Places at which certificates are issued side by side. */
  final int desks;

  final int staff;

  /** From one duty to the next, least and most; 0 if there is none. */
  final int dutyEveryLeast;

  final int dutyEveryMost;

  Kind(
      double daily,
      double dailySigma,
      int desks,
      int staff,
      int dutyEveryLeast,
      int dutyEveryMost) {
    this.daily = daily;
    this.dailySigma = dailySigma;
    this.desks = desks;
    this.staff = staff;
    this.dutyEveryLeast = dutyEveryLeast;
    this.dutyEveryMost = dutyEveryMost;
  }

  /** Certificates in a duty on a working day, mean. */
  double dutyWork(double dailyOfPharmacy) {
    return this == NIGHT ? 10 : Math.min(2, 0.05 * dailyOfPharmacy);
  }

  List<Opening> openings(SplittableRandom random) {
    int earlier = 30 * Sampling.below(random, 3);
    List<Opening> week = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      switch (this) {
        case CITY, NIGHT -> add(week, day, 540 - earlier, 1_110, 540 - earlier, 780);
        case CHAIN -> add(week, day, 540 - earlier, 1_200, 540, 1_200);
        case VILLAGE -> {
          add(week, day, 510 - earlier, 750, 510, 720);
          if (day < 6 && day != 3) {
            week.add(new Opening(day, 870, 1_080 + earlier / 2));
          }
        }
        case CENTRE -> week.add(new Opening(day, 480, 1_200));
        case STATION -> week.add(new Opening(day, 0, Berlin.DAY));
      }
    }
    return week;
  }

  private static void add(
      List<Opening> week, int day, int opens, int closes, int saturdayOpens, int saturdayCloses) {
    if (day < 6) {
      week.add(new Opening(day, opens, closes));
    } else if (day == 6) {
      week.add(new Opening(day, saturdayOpens, saturdayCloses));
    }
  }
}
