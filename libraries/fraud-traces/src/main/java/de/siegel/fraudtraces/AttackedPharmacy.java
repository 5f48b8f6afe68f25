package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A pharmacy's honest work with a fraud over it or in its place, and sessions for both. */
final class AttackedPharmacy implements DayGenerator {
  private final HonestPharmacy honest;
  private final Fraud fraud;
  private final Sessions sessions;

  AttackedPharmacy(HonestPharmacy honest, Fraud fraud, SplittableRandom random) {
    this.honest = honest;
    this.fraud = fraud;
    this.sessions = new Sessions(random);
  }

  @Override
  public List<TraceEvent> day(LocalDate day) {
    HonestDay made = honest.day(day);
    HonestDay worked = fraud.silences(day) ? HonestDay.NOTHING : made;
    List<TraceEvent> events = new ArrayList<>(worked.events());
    events.addAll(fraud.on(day, worked));
    events.sort(HonestDay.ORDER);
    List<TraceEvent> all = new ArrayList<>(sessions.assign(events));
    all.addAll(fraud.after(day, List.copyOf(all)));
    return all;
  }
}
