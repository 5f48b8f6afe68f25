package de.siegel.fraudtraces;

import java.util.Comparator;
import java.util.List;

/**
 * What honest people did in a pharmacy on a day, and in a duty that began on it.
 *
 * @param shifts of its opening hours
 * @param events in order of time, without sessions
 */
record HonestDay(List<Shift> shifts, List<TraceEvent> events) {
  /** Events of one pharmacy in the order of a trace; sorting keeps what is equal in its order. */
  static final Comparator<TraceEvent> ORDER = Comparator.comparing(TraceEvent::time);

  static final HonestDay NOTHING = new HonestDay(List.of(), List.of());

  /** Those of the shifts in which somebody is at a desk. */
  List<Shift> shiftsOf(String operator) {
    return shifts.stream().filter(shift -> shift.seat().operator().equals(operator)).toList();
  }
}
