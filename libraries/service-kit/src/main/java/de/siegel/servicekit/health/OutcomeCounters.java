package de.siegel.servicekit.health;

import de.siegel.sealing.ReplyError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a stage's decisions by outcome and by code, and how old requests are when they are
 * decided.
 *
 * <p>Not safe for use by several threads; instances of one stage share their meters.
 */
public final class OutcomeCounters {
  /** More distinct codes than the house has; a flood of invented ones must not fill the memory. */
  private static final int MAXIMUM_CODES = 500;

  private final MeterRegistry meters;
  private final String stage;
  private final Map<String, Counter> counters = new HashMap<>();
  private final Timer age;

  public OutcomeCounters(MeterRegistry meters, String stage) {
    this.meters = meters;
    this.stage = stage;
    this.age =
        Timer.builder("siegel.decision.age")
            .description("Time from the request's append to this stage's decision")
            .tag("stage", stage)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(2))
            .register(meters);
  }

  /** Counts one decision and each of its reasons. */
  public void count(String outcome, List<ReplyError> errors) {
    counter("siegel.decisions", "outcome", outcome).increment();
    for (ReplyError error : errors) {
      counter("siegel.decision.codes", "code", error.code()).increment();
    }
  }

  /** Shows outcomes at 0 that have not been yet: an alarm sees the first one rise. */
  public void expect(List<String> outcomes) {
    outcomes.forEach(outcome -> counter("siegel.decisions", "outcome", outcome));
  }

  /** Notes how old a request is now. */
  public void age(Instant requestedAt, Instant now) {
    age.record(Duration.between(requestedAt, now));
  }

  private Counter counter(String name, String tag, String value) {
    String key = name + "/" + value;
    Counter known = counters.get(key);
    if (known != null) {
      return known;
    }
    String bounded = counters.size() < MAXIMUM_CODES ? value : "OTHER";
    return counters.computeIfAbsent(
        name + "/" + bounded,
        ignored -> Counter.builder(name).tag("stage", stage).tag(tag, bounded).register(meters));
  }
}
