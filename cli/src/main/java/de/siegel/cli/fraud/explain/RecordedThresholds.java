package de.siegel.cli.fraud.explain;

import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.TrailReading;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The thresholds that a decision was made with, as far as the topic still has them. */
final class RecordedThresholds {
  private RecordedThresholds() {}

  /**
   * Looks for a record in {@code control.fraud-configuration}.
   *
   * @param sequence as the decision names it; 0 if it names none
   */
  static Thresholds of(Cluster cluster, long sequence) {
    if (sequence == 0) {
      return Thresholds.STANDARD;
    }
    AtomicReference<Map<String, Double>> named = new AtomicReference<>();
    TrailReading.control(
        cluster,
        TopicCatalogue.FRAUD_CONFIGURATION,
        found -> {
          if (found.payload() instanceof ControlPayload.OfFraudConfiguration configuration
              && configuration.value().getHeader().getSequence() == sequence) {
            named.set(configuration.value().getParameters());
          }
        });
    return Thresholds.ofRecord(Optional.ofNullable(named.get()), sequence);
  }
}
