package de.siegel.servicekit.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how long each store took to come back from its changelog, and how much that was. */
final class RestoreTimes implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreTimes.class);

  private final MeterRegistry meters;
  private final Map<TopicPartition, Long> begun = new ConcurrentHashMap<>();

  RestoreTimes(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    begun.put(partition, System.nanoTime());
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long to, long count) {
    // the end tells
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long count) {
    Long from = begun.remove(partition);
    if (from == null) {
      return;
    }
    long nanos = System.nanoTime() - from;
    Timer.builder("siegel.store.restore")
        .description("Time in which a store came back from its changelog")
        .tag("store", store)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
    Counter.builder("siegel.store.restored.records")
        .description("Records of changelogs that stores came back from")
        .tag("store", store)
        .register(meters)
        .increment(count);
    LOG.atInfo()
        .addKeyValue("store", store)
        .addKeyValue("partition", partition.partition())
        .addKeyValue("records", count)
        .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
        .log("Store restored");
  }
}
