package de.siegel.fraudcheck;

import de.siegel.fraudrules.RuleId;
import de.siegel.sealing.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts alerts, rule by rule. */
final class AlertsRaised {
  private final Map<String, Counter> counters = new HashMap<>();

  /** What the stage limits beside the rules. */
  private static final List<RefusalCode> LIMITS =
      List.of(RefusalCode.VELOCITY_LIMIT, RefusalCode.PROBATION_LIMIT);

  AlertsRaised(MeterRegistry meters) {
    for (RuleId rule : RuleId.values()) {
      register(meters, rule.name());
    }
    LIMITS.forEach(limit -> register(meters, limit.name()));
  }

  private void register(MeterRegistry meters, String rule) {
    counters.put(
        rule,
        Counter.builder("siegel.fraud.alerts")
            .description("Alerts to analysts")
            .tag("rule", rule)
            .register(meters));
  }

  void increment(String rule) {
    counters.get(rule).increment();
  }
}
