package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The events of one pharmacy in order of time, of which it holds about a day. */
final class PharmacyEvents implements Iterator<TraceEvent> {
  private final DayGenerator generator;
  private final Period period;
  private final ArrayDeque<TraceEvent> ready = new ArrayDeque<>();
  // Of a night that has begun: the next day may have earlier ones.
  private List<TraceEvent> afterMidnight = new ArrayList<>();
  private LocalDate day;

  PharmacyEvents(DayGenerator generator, Period period) {
    this.generator = generator;
    this.period = period;
    this.day = period.from();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && period.contains(day)) {
      make();
    }
    return !ready.isEmpty();
  }

  @Override
  public TraceEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** The last night of the period ends at midnight. */
  private void make() {
    List<TraceEvent> events = new ArrayList<>(afterMidnight);
    events.addAll(generator.day(day));
    events.sort(HonestDay.ORDER);
    day = day.plusDays(1);
    Instant midnight = Berlin.at(day, 0);
    afterMidnight = new ArrayList<>();
    for (TraceEvent event : events) {
      (event.time().isBefore(midnight) ? ready : afterMidnight).add(event);
    }
  }
}
