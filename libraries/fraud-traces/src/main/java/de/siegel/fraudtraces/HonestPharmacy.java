package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The honest work of one pharmacy, one day after the other; no day twice, none left out. */
final class HonestPharmacy {
  // Monday to Saturday have a mean of 1.
  private static final double[] WEEKDAYS = {1.20, 1.05, 0.95, 1.05, 1.15, 0.60, 0.60};
  private static final double SUNDAY_DUTY = 2.5;
  private static final double HALF_DAY = 0.6;
  private static final double MISTYPED_BATCH = 0.003;
  private static final double PLACEHOLDER_BIRTH_DATE = 0.0005;

  private final Site site;
  private final BatchBook batches;
  private final SplittableRandom random;
  private final Rota rota;
  private final Visits visits;

  HonestPharmacy(Site site, BatchBook batches, long seed) {
    this.site = site;
    this.batches = batches;
    this.random = Sampling.random(seed, 0);
    this.rota = new Rota(site, Sampling.random(seed, 1));
    this.visits =
        new Visits(new VaccinationPasses(batches, site.region()), Sampling.random(seed, 2));
  }

  Site site() {
    return site;
  }

  /** Pseudonym of the person who issues most. */
  String lead() {
    return rota.lead();
  }

  /** Certificates that a day in which the pharmacy opens lets expect, before its own chance. */
  static double expected(Site site, LocalDate day) {
    double hours = Berlin.halfDay(day) ? HALF_DAY : 1;
    return site.daily()
        * WEEKDAYS[day.getDayOfWeek().getValue() - 1]
        * site.season().factor(day)
        * hours;
  }

  HonestDay day(LocalDate day) {
    rota.nextDay();
    if (day.isBefore(site.opensOn())) {
      return HonestDay.NOTHING;
    }
    List<Shift> shifts = new ArrayList<>();
    List<TraceEvent> events = new ArrayList<>();
    double mean = expected(site, day) * Sampling.gamma(random, site.cv());
    work(
        day,
        Hours.opening(site.pharmacy(), day),
        mean,
        DayCurve.SHOP,
        site.desks(),
        shifts,
        events);
    List<Span> duty = Hours.onDuty(site.pharmacy(), day);
    if (!duty.isEmpty()) {
      double busy = Berlin.sundayOrHoliday(day) ? SUNDAY_DUTY : 1;
      double dutyMean = site.dutyWork() * busy * Sampling.gamma(random, site.cv());
      work(day, duty, dutyMean, DayCurve.DUTY, 1, new ArrayList<>(), events);
    }
    events.sort(HonestDay.ORDER);
    return new HonestDay(List.copyOf(shifts), events);
  }

  private void work(
      LocalDate day,
      List<Span> spans,
      double mean,
      DayCurve curve,
      int desks,
      List<Shift> shifts,
      List<TraceEvent> events) {
    Instant[] arrivals =
        curve.arrivals(random, spans, Sampling.poisson(random, mean / Visits.MEAN));
    for (Span span : spans) {
      List<Instant> here = Arrays.stream(arrivals).filter(span::contains).toList();
      List<List<Shift>> ofSpan = rota.shifts(day, span, desks);
      ofSpan.forEach(shifts::addAll);
      double expected = here.size() * Visits.MEAN;
      new Counter(span, ofSpan, expected, site.rhythm(), random)
          .serve(here, () -> visits.next(day)).stream().map(this::event).forEach(events::add);
    }
  }

  private TraceEvent event(Counter.Entry entry) {
    Vaccination vaccination = entry.vaccination();
    String number = vaccination.batch().batch();
    boolean mistyped = Sampling.chance(random, MISTYPED_BATCH);
    boolean placeholder = Sampling.chance(random, PLACEHOLDER_BIRTH_DATE);
    return new TraceEvent(
        entry.time(),
        site.pharmacy().issuer(),
        entry.seat().terminal(),
        entry.seat().operator(),
        Sessions.NONE,
        "V",
        vaccination.batch().product(),
        mistyped ? batches.mistyped(number, random) : number,
        vaccination.day(),
        vaccination.dose(),
        vaccination.doses(),
        placeholder ? "placeholder" : "none",
        false,
        TraceEvent.HONEST);
  }
}
