package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;

/**
 * An insider who adds 2 % more each day, until the pharmacy issues twice what it should, and goes
 * on with that.
 */
final class SlowRamp implements Fraud {
  static final String LABEL = "slow-ramp";

  private static final double MORE_A_DAY = 1.02;

  private final Insider insider;
  private final Site site;
  private final LocalDate from;
  // What is due and not yet entered; fractions, and days on which the insider was not there.
  private double due;

  SlowRamp(Forger forger, Site site, String operator, LocalDate from) {
    this.insider = new Insider(forger, operator, LABEL);
    this.site = site;
    this.from = from;
  }

  @Override
  public List<TraceEvent> on(LocalDate day, HonestDay honest) {
    insider.forger().stock().seen(honest);
    if (day.isBefore(from) || Hours.opening(site.pharmacy(), day).isEmpty()) {
      return List.of();
    }
    long days = day.toEpochDay() - from.toEpochDay() + 1;
    double added = Math.min(1, StrictMath.pow(MORE_A_DAY, days) - 1);
    due += added * HonestPharmacy.expected(site, day);
    if (!insider.present(honest)) {
      return List.of();
    }
    int count = (int) due;
    due -= count;
    return insider.entries(honest, count);
  }
}
