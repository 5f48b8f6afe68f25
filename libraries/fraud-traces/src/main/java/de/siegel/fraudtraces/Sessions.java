package de.siegel.fraudtraces;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Opens sessions at the terminals of a pharmacy as they are needed. */
final class Sessions {
  /** Of an event that has no session yet. */
  static final String NONE = "";

  /** How long one lasts at most. */
  static final Duration LONGEST = Duration.ofHours(4);

  // A session is opened, then the first certificate is typed.
  private static final long BEFORE_FIRST_SECONDS = 300;

  private record Open(String session, String operator, Instant opened) {}

  private final Map<String, Open> byTerminal = new HashMap<>();
  private final SplittableRandom random;

  Sessions(SplittableRandom random) {
    this.random = random;
  }

  /** Gives each event a session that has none, in the order of the events. */
  List<TraceEvent> assign(List<TraceEvent> events) {
    List<TraceEvent> assigned = new ArrayList<>(events.size());
    for (TraceEvent event : events) {
      assigned.add(event.session().equals(NONE) ? event.in(at(event)) : event);
    }
    return assigned;
  }

  private String at(TraceEvent event) {
    Open open = byTerminal.get(event.terminal());
    if (open == null
        || !open.operator().equals(event.operator())
        || !event.time().isBefore(open.opened().plus(LONGEST))) {
      open =
          new Open(
              Sampling.name(random, "s-", 16),
              event.operator(),
              event.time().minusSeconds(BEFORE_FIRST_SECONDS));
      byTerminal.put(event.terminal(), open);
    }
    return open.session();
  }
}
