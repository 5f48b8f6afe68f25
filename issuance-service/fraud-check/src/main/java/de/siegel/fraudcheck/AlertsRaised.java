package de.siegel.fraudcheck;

import de.siegel.fraudrules.RuleId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts alerts, rule by rule. */
final class AlertsRaised {
  private final Map<RuleId, Counter> counters = new EnumMap<>(RuleId.class);

  AlertsRaised(MeterRegistry meters) {
    for (RuleId rule : RuleId.values()) {
      counters.put(
          rule,
          Counter.builder("siegel.fraud.alerts")
              .description("Alerts to analysts")
              .tag("rule", rule.name())
              .register(meters));
    }
  }

  void increment(RuleId rule) {
    counters.get(rule).increment();
  }
}
