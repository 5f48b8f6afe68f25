package de.siegel.fraudtraces;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * A given number in a window of days, some on each day on which the insider works: what one of many
 * pharmacies adds to a fraud that is small in each (low-and-slow, harvested-batch).
 */
final class FewADay implements Fraud {
  private final Insider insider;
  private final Period window;
  private int left;

  /**
   * @param total in the window; less if the insider has too few days
   */
  FewADay(Forger forger, String operator, String label, Period window, int total) {
    this.insider = new Insider(forger, operator, label);
    this.window = window;
    this.left = total;
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    if (!window.contains(day) || !insider.present(honest)) {
      return List.of();
    }
    // Each that is left falls on today as probably as on any other day on which one works.
    double working = Math.max(1, openDaysFrom(day));
    int today = 0;
    for (int n = 0; n < left; n++) {
      today += Sampling.chance(insider.forger().random(), 1 / working) ? 1 : 0;
    }
    left -= today;
    return insider.entries(honest, today);
  }

  private long openDaysFrom(LocalDate day) {
    return day.datesUntil(window.end())
        .filter(later -> later.getDayOfWeek().getValue() <= DayOfWeek.SATURDAY.getValue())
        .count();
  }
}
