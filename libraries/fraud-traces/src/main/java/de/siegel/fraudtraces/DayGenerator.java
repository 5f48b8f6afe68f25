package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;

/** Makes the events of one pharmacy, one day after the other; no day twice, none left out. */
interface DayGenerator {
  /** What begins on a day, in any order; it may reach into the next day, not beyond. */
  List<TraceEvent> day(LocalDate day);
}
