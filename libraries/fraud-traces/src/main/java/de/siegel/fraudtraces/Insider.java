package de.siegel.fraudtraces;

import java.util.Comparator;
import java.util.List;

/**
 * False entries under the name of one of the staff, at the terminal at which they sit.
 *
 * @param operator pseudonym of that person
 */
record Insider(Forger forger, String operator, String label) {
  /** As many among the honest ones of a day; none if the insider is not there. */
  List<TraceEvent> entries(HonestDay honest, int count) {
    return MixedIn.place(forger.random(), honest.shiftsOf(operator), honest.events(), count)
        .stream()
        .sorted(Comparator.comparing(MixedIn.Placed::time))
        .map(one -> forger.event(one.time(), one.seat(), Sessions.NONE, label))
        .toList();
  }

  boolean present(HonestDay honest) {
    return !honest.shiftsOf(operator).isEmpty();
  }
}
