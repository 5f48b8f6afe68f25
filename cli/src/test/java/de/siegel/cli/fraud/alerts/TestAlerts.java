package de.siegel.cli.fraud.alerts;

import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.RecordHeaders;
import java.time.Instant;
import java.util.Map;

/** Alerts as fraud-check writes them. */
final class TestAlerts {
  /** A Sunday evening in winter. */
  static final Instant EVENING = Instant.parse("2026-11-29T21:30:00Z");

  private TestAlerts() {}

  static FraudAlert alert(String pharmacy, String rule, Instant at, Map<String, Double> evidence) {
    return new FraudAlert(
        RecordHeaders.of(FraudAlert.class, TopicCatalogue.FRAUD_ALERTS, TopicCatalogue.FRAUD_CHECK),
        pharmacy,
        rule,
        1,
        "STEP_UP",
        at,
        at.minusSeconds(90_000),
        4,
        650,
        evidence,
        3,
        1_709L,
        7L);
  }

  static FraudAlert closed(String pharmacy, Instant at) {
    return alert(pharmacy, "CLOSED", at, Map.of("minute", 1350.0));
  }
}
