package de.siegel.servicekit.kafka;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far the copies that this instance keeps for others are behind, and when one is taken
 * over because the other has gone.
 */
final class StandbyCopies implements StandbyUpdateListener {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyCopies.class);

  /** By changelog: how many records a copy lacked when it was last updated. */
  private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();

  private final MeterRegistry meters;

  StandbyCopies(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("siegel.store.standby.copies", lags, Map::size)
        .description("Copies of stores of other instances")
        .register(meters);
    Gauge.builder("siegel.store.standby.lag", this, StandbyCopies::lag)
        .description("Records of changelogs that these copies lack")
        .register(meters);
  }

  private double lag() {
    return lags.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onUpdateStart(TopicPartition changelog, String store, long from) {
    // how far it is behind is not known yet
  }

  @Override
  public void onBatchLoaded(
      TopicPartition changelog, String store, TaskId task, long to, long count, long end) {
    // The end is the offset after the last record, and not always known.
    lags.put(changelog, Math.max(0, end - to - 1));
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition changelog, String store, long offset, long end, SuspendReason reason) {
    lags.remove(changelog);
    if (reason == SuspendReason.PROMOTED) {
      DistributionSummary.builder("siegel.store.standby.takeover.records")
          .description("What a copy had of its changelog when it was taken over")
          .tag("store", store)
          .register(meters)
          .record(Math.max(0, offset));
      LOG.atInfo()
          .addKeyValue("store", store)
          .addKeyValue("partition", changelog.partition())
          .addKeyValue("offset", offset)
          .addKeyValue("end", end)
          .log("Copy of a store taken over");
    }
  }
}
