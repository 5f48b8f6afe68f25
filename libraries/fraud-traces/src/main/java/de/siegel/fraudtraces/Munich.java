package de.siegel.fraudtraces;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The fraud of Munich-Schwabing: 437 certificates in opening hours (phase A), then 637 in nights
 * (phase B), at the same terminal and under the same name. All of the spread over days and hours is
 * an assumption.
 */
final class Munich implements Fraud {
  static final LocalDate PHASE_A = LocalDate.of(2021, 8, 13);
  static final LocalDate PHASE_B = LocalDate.of(2021, 9, 24);
  static final String LABEL_A = "munich-a";
  static final String LABEL_B = "munich-b";

  private static final int TOTAL_A = 437;
  private static final double SPREAD_A = 0.35;
  // Of the shorter shift; there is less time for it.
  private static final double SATURDAY = 0.6;

  // More than 500 are known to be of October, which 23 in each of the nights would not give.
  private static final int NIGHTS_OF_SEPTEMBER = 7;
  private static final int TOTAL_OF_SEPTEMBER = 130;
  private static final int NIGHTS_OF_OCTOBER = 21;
  private static final int TOTAL_OF_OCTOBER = 507;
  private static final double SPREAD_B = 0.12;
  private static final int FROM = 22 * 60;
  private static final int TO = 25 * 60;
  private static final int LATEST_START = 15;
  private static final Rhythm AT_NIGHT = new Rhythm(430, 0.4);

  private final Forger forger;
  private final Insider insider;
  private final int[] byDay;
  private final int[] byNight;
  private int dayOfA;
  private Seat seat;

  Munich(Forger forger, String operator) {
    this.forger = forger;
    this.insider = new Insider(forger, operator, LABEL_A);
    SplittableRandom random = forger.random();
    List<Double> days = new ArrayList<>();
    for (LocalDate day = PHASE_A; day.isBefore(PHASE_B); day = day.plusDays(1)) {
      if (!Berlin.sundayOrHoliday(day)) {
        double share = day.getDayOfWeek() == DayOfWeek.SATURDAY ? SATURDAY : 1;
        days.add(share * Sampling.gamma(random, SPREAD_A));
      }
    }
    byDay =
        Sampling.deal(random, TOTAL_A, days.stream().mapToDouble(Double::doubleValue).toArray());
    int[] september =
        Sampling.deal(random, TOTAL_OF_SEPTEMBER, weights(random, NIGHTS_OF_SEPTEMBER));
    int[] october = Sampling.deal(random, TOTAL_OF_OCTOBER, weights(random, NIGHTS_OF_OCTOBER));
    byNight = new int[september.length + october.length];
    System.arraycopy(september, 0, byNight, 0, september.length);
    System.arraycopy(october, 0, byNight, september.length, october.length);
  }

  private static double[] weights(SplittableRandom random, int count) {
    double[] weights = new double[count];
    for (int n = 0; n < count; n++) {
      weights[n] = Sampling.gamma(random, SPREAD_B);
    }
    return weights;
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    forger.stock().seen(honest);
    honest.shiftsOf(insider.operator()).forEach(shift -> seat = shift.seat());
    if (day.isBefore(PHASE_A)) {
      return List.of();
    }
    if (day.isBefore(PHASE_B)) {
      return Berlin.sundayOrHoliday(day) ? List.of() : insider.entries(honest, byDay[dayOfA++]);
    }
    long night = day.toEpochDay() - PHASE_B.toEpochDay();
    return night < byNight.length ? night(day, byNight[(int) night]) : List.of();
  }

  private List<TraceEvent> night(LocalDate day, int count) {
    int start = FROM + Sampling.below(forger.random(), LATEST_START);
    return forger.events(
        AT_NIGHT.run(forger.random(), Berlin.at(day, start), Berlin.at(day, TO), count),
        seat,
        LABEL_B);
  }
}
