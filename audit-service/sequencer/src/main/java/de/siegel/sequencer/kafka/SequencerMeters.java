package de.siegel.sequencer.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the sequencer counts, and how far it is behind. */
public final class SequencerMeters {
  final Counter leaves;
  final Counter parked;
  final Counter aborted;

  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong deviations = new AtomicLong();

  public SequencerMeters(MeterRegistry registry) {
    leaves =
        Counter.builder("siegel.sequencer.leaves")
            .description("Leaves appended to audit.log, committed")
            .register(registry);
    parked =
        Counter.builder("siegel.sequencer.parked")
            .description("Records of audit.events that were put aside, committed")
            .register(registry);
    aborted =
        Counter.builder("siegel.sequencer.transactions.aborted")
            .description("Transactions that did not commit")
            .register(registry);
    Gauge.builder("siegel.sequencer.lag", lag, AtomicLong::get)
        .description("Committed records of audit.events that are not in audit.log yet")
        .register(registry);
    Gauge.builder("siegel.sequencer.held", held, AtomicLong::get)
        .description("Offsets of audit.events behind open transactions: high watermark less LSO")
        .register(registry);
    Gauge.builder("siegel.audit.topics.deviations", deviations, AtomicLong::get)
        .description("What of the audit topics is otherwise than it should be")
        .register(registry);
  }

  void deviations(int count) {
    deviations.set(count);
  }

  /**
   * Asks for the ends of the source and returns at once; the gauges follow when the answers come.
   *
   * @param positions the next offset to be read of each partition
   */
  void refresh(Admin admin, Map<TopicPartition, Long> positions) {
    Map<TopicPartition, OffsetSpec> latest = new ConcurrentHashMap<>();
    positions.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    var stable =
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all();
    var watermarks =
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all();
    // An answer that fails leaves the last figures; the client's own metrics show the failure.
    stable.thenApply(
        ends -> {
          long behind = 0;
          for (Map.Entry<TopicPartition, Long> entry : positions.entrySet()) {
            behind += Math.max(0, ends.get(entry.getKey()).offset() - entry.getValue());
          }
          lag.set(behind);
          watermarks.thenApply(
              marks -> {
                long open = 0;
                for (TopicPartition partition : positions.keySet()) {
                  open += Math.max(0, marks.get(partition).offset() - ends.get(partition).offset());
                }
                held.set(open);
                return null;
              });
          return null;
        });
  }
}
