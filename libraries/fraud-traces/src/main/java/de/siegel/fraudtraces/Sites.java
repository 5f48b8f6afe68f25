package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes pharmacies of a kind, each somewhat different. */
final class Sites {
  private static final LocalDate START = LocalDate.of(2021, 6, 14);
  private static final double NEW_DURING_TRACE = 0.02;
  private static final int DUTY_BEGINS = 510;
  private static final double DEGREES_IN_TOWN = 0.04;
  private static final double DEGREES_IN_COUNTRY = 0.25;

  private Sites() {}

  /** That the country has them, of 100. */
  static Kind kind(int number) {
    // Not in blocks, so that a few pharmacies are of different kinds too.
    int place = number * 37 % 100;
    if (place < 44) {
      return Kind.CITY;
    }
    if (place < 74) {
      return Kind.VILLAGE;
    }
    if (place < 90) {
      return Kind.CHAIN;
    }
    return place < 98 ? Kind.NIGHT : place < 99 ? Kind.CENTRE : Kind.STATION;
  }

  /** One that may open in the middle of the period; a centre always does. */
  static Site any(long seed, int number, Period period, double cv) {
    SplittableRandom random = Sampling.random(seed, number);
    Kind kind = kind(number);
    boolean opens = kind == Kind.CENTRE || Sampling.chance(random, NEW_DURING_TRACE);
    LocalDate opensOn =
        opens
            ? period.from().plusDays((long) (period.days() * Sampling.between(random, 0.3, 0.7)))
            : period.from();
    return site(kind, number, Region.any(random), period, opensOn, cv, random);
  }

  /** One that was there before the period. */
  static Site settled(Kind kind, long seed, int number, Region region, Period period, double cv) {
    SplittableRandom random = Sampling.random(seed, number);
    return site(kind, number, region, period, period.from(), cv, random);
  }

  static String issuer(int number) {
    return "3-SYN-" + Integer.toString(1_000_000 + number).substring(1);
  }

  private static Site site(
      Kind kind,
      int number,
      Region region,
      Period period,
      LocalDate opensOn,
      double cv,
      SplittableRandom random) {
    double spread = kind == Kind.VILLAGE ? DEGREES_IN_COUNTRY : DEGREES_IN_TOWN;
    double daily = Sampling.logNormal(random, kind.daily, kind.dailySigma);
    TracePharmacy pharmacy =
        new TracePharmacy(
            issuer(number),
            kind.openings(random),
            duties(kind, opensOn, period, random),
            rounded(region.latitude() + spread * Sampling.gaussian(random)),
            rounded(region.longitude() + 1.5 * spread * Sampling.gaussian(random)),
            admittedAt(opensOn, period, random));
    return new Site(
        pharmacy,
        region,
        daily,
        cv,
        Season.NATIONAL,
        daily > 32 ? Math.max(2, kind.desks) : kind.desks,
        kind.staff,
        false,
        opensOn,
        kind.dutyWork(daily),
        kind == Kind.CENTRE ? Rhythm.ASSEMBLY_LINE : Rhythm.CHECKING_PAPERS);
  }

  /** On its first day, or some day between the start of the service and the trace. */
  private static Instant admittedAt(LocalDate opensOn, Period period, SplittableRandom random) {
    long before = ChronoUnit.DAYS.between(START, period.from());
    LocalDate day =
        opensOn.isAfter(period.from()) || before <= 0
            ? opensOn
            : START.plusDays((long) Math.min(before, Sampling.exponential(random, 7)));
    return Berlin.at(day, 480);
  }

  /** From half past eight to half past eight. */
  private static List<Duty> duties(
      Kind kind, LocalDate opensOn, Period period, SplittableRandom random) {
    List<Duty> duties = new ArrayList<>();
    if (kind.dutyEveryMost == 0) {
      return duties;
    }
    // The rota of a district has as many days as it has pharmacies, now and then they swap.
    int every =
        kind.dutyEveryLeast + Sampling.below(random, kind.dutyEveryMost - kind.dutyEveryLeast + 1);
    LocalDate turn = period.from().plusDays(Sampling.below(random, every));
    for (; turn.isBefore(period.end()); turn = turn.plusDays(every)) {
      LocalDate day = Sampling.chance(random, 0.15) ? turn.plusDays(1) : turn;
      if (!day.isBefore(opensOn)) {
        duties.add(new Duty(Berlin.at(day, DUTY_BEGINS), Berlin.at(day.plusDays(1), DUTY_BEGINS)));
      }
    }
    return duties;
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 10_000) / 10_000.0;
  }
}
