package de.siegel.cli.fraud.audit;

import de.siegel.cli.fraud.Tokens;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudtraces.Trace;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.schemas.audit.AuditKind;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A trace as the trail would tell of it, and as whoever saw the requests. */
final class TrailView {
  private TrailView() {}

  /** How many of a label there were, and how many were stopped, by what each could see. */
  static final class Stopped {
    long requests;
    long seenWhole;
    long seenInTrail;

    double wholeShare() {
      return (double) seenWhole / requests;
    }

    double trailShare() {
      return (double) seenInTrail / requests;
    }
  }

  /** Decides on all of a trace both ways, with hours that have to be learnt. */
  static Map<String, Stopped> of(Trace trace) {
    Map<String, Stopped> labels = new TreeMap<>();
    FraudRun whole = new FraudRun(Parameters.standard(), Map.of());
    FraudRun trail = new FraudRun(Parameters.standard(), Map.of());
    AtomicLong leaf = new AtomicLong();
    trace
        .events()
        .forEach(
            event -> {
              Stopped label = labels.computeIfAbsent(event.label(), name -> new Stopped());
              label.requests++;
              Outcome seen = whole.decide(event.issuer(), whole(event)).outcome();
              Outcome told =
                  trail.decide(event.issuer(), told(event, leaf.getAndIncrement())).outcome();
              label.seenWhole += seen == Outcome.PASS ? 0 : 1;
              label.seenInTrail += told == Outcome.PASS ? 0 : 1;
            });
    return labels;
  }

  private static Features told(TraceEvent event, long leaf) {
    return new TrailRequest(
            leaf,
            event.time(),
            AuditKind.APPROVED,
            event.issuer(),
            Tokens.of(event.terminal()),
            Tokens.of(event.operator()),
            Tokens.of(event.session()),
            false)
        .features();
  }

  private static Features whole(TraceEvent event) {
    long batch = Tokens.of(Tokens.of(event.product()), Tokens.of(event.batch()));
    return new Features(
        event.time(),
        Tokens.of(event.terminal()),
        Tokens.of(event.operator()),
        Tokens.of(event.session()),
        event.product(),
        batch,
        event.eventDate(),
        event.dose(),
        event.doses(),
        AgeMark.NONE,
        Tokens.of(batch, event.eventDate().toEpochDay()),
        event.stepUp(),
        0,
        false);
  }
}
