package de.siegel.sequencer.kafka;

import de.siegel.sealing.LeafAttestations;
import de.siegel.sequencer.domain.LeafCheck;
import de.siegel.sequencer.domain.Sequencing;
import de.siegel.sequencer.domain.SourceRecord;
import de.siegel.sequencer.domain.Step;
import de.siegel.servicekit.record.AuditWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stretch of sequencing between two failures: a reader, a writer, and what both rely on. After
 * any failure the session is closed, which aborts its transaction, and the next one learns all it
 * needs from Kafka again; so there is one way to recover, whatever went wrong.
 *
 * <p>Not safe for use by several threads.
 */
public final class SequencerSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SequencerSession.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration GAUGES = Duration.ofSeconds(5);

  /** Markers behind the last record are committed too, or retention would overtake the offset. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** Keeps offsets and transactional id from expiring where nothing happens for days. */
  private static final Duration KEEP_ALIVE = Duration.ofHours(1);

  private final SequencerSettings settings;
  private final String run;
  private final LeafCheck check;
  private final SequencerMeters meters;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final LeafWriter writer;
  private final List<KafkaClientMetrics> metrics = new ArrayList<>();
  private Map<TopicPartition, Long> committed = Map.of();
  private Watch watch;
  private long nextIndex;
  private boolean open;
  private long committedAt;
  private long measuredAt;

  /**
   * Makes the clients; nothing is asked of the cluster yet.
   *
   * @param run random id of this run of the process
   */
  public SequencerSession(
      SequencerSettings settings,
      String run,
      LeafCheck check,
      AuditWriter audit,
      LeafAttestations attestations,
      InstantSource clock,
      SequencerMeters meters,
      MeterRegistry registry) {
    this.settings = settings;
    this.run = run;
    this.check = check;
    this.meters = meters;
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    KafkaProducer<byte[], byte[]> transactions =
        new KafkaProducer<>(
            settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer = reader;
    this.producer = transactions;
    this.admin = Admin.create(settings.admin());
    this.writer = new LeafWriter(producer, audit, attestations, clock);
    bind(new KafkaClientMetrics(reader), registry);
    bind(new KafkaClientMetrics(transactions), registry);
  }

  private void bind(KafkaClientMetrics binder, MeterRegistry registry) {
    binder.bindTo(registry);
    metrics.add(binder);
  }

  /**
   * Takes the trail over from whoever wrote it: fences any other writer, then finds the end of the
   * log and the committed offsets.
   *
   * @param again true if this run has taken over before; then it does not if somebody else has
   * @throws SequencerFailure if it must not go on
   */
  public void takeOver(boolean again) {
    List<TopicPartition> sources = Cluster.sources(admin);
    if (again && StartPositions.supersededBy(consumer, sources, run)) {
      throw new SequencerFailure(
          "Another sequencer has taken over and this one was fenced. Run only one");
    }
    producer.initTransactions();
    Optional<LogEnd.Leaf> last = LogEnd.find(consumer);
    nextIndex = last.map(leaf -> leaf.index() + 1).orElse(0L);
    consumer.assign(sources);
    Map<TopicPartition, Long> positions = StartPositions.committed(consumer, sources);
    StartPositions.requireBehind(last, positions);
    positions.forEach(consumer::seek);
    begin();
    commit(positions);
    TrailGuard guard =
        new TrailGuard(admin, settings.replication(), sources.size(), settings.access());
    watch = new Watch(guard::deviations, settings.guardEvery());
  }

  /** The index that the next leaf takes. */
  public long nextIndex() {
    return nextIndex;
  }

  /** Waits a moment for committed records and copies what there is in one transaction. */
  public void step() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      keepUp();
    } else {
      copy(records);
    }
    List<Watch.Change> changes = watch.changes();
    if (!changes.isEmpty()) {
      tell(changes);
    }
    if (System.nanoTime() - measuredAt >= GAUGES.toNanos()) {
      measuredAt = System.nanoTime();
      meters.refresh(admin, positions());
    }
  }

  private void tell(List<Watch.Change> changes) {
    begin();
    for (Watch.Change change : changes) {
      (change.over() ? LOG.atInfo() : LOG.atError())
          .addKeyValue("deviation", change.deviation())
          .log(change.over() ? "Audit topic as it should be" : "Audit topic changed");
      writer.write(change);
    }
    commit(positions());
    meters.deviations(watch.count());
  }

  private void copy(ConsumerRecords<byte[], byte[]> first) {
    long end = System.nanoTime() + settings.longestBatch().toNanos();
    long index = nextIndex;
    int leaves = 0;
    int parked = 0;
    ConsumerRecords<byte[], byte[]> records = first;
    begin();
    while (true) {
      Sequencing.Plan plan = Sequencing.plan(index, sources(records), check);
      for (Step step : plan.steps()) {
        writer.write(step);
      }
      leaves += (int) (plan.nextIndex() - index);
      parked += plan.steps().size() - (int) (plan.nextIndex() - index);
      index = plan.nextIndex();
      long left = end - System.nanoTime();
      if (leaves + parked >= settings.batchSize() || left <= 0) {
        break;
      }
      records = consumer.poll(Duration.ofNanos(left));
    }
    commit(positions());
    nextIndex = index;
    meters.leaves.increment(leaves);
    meters.parked.increment(parked);
  }

  private static List<SourceRecord> sources(ConsumerRecords<byte[], byte[]> records) {
    List<SourceRecord> sources = new ArrayList<>(records.count());
    records.forEach(
        record ->
            sources.add(
                new SourceRecord(
                    record.partition(), record.offset(), record.key(), record.value())));
    return sources;
  }

  private void keepUp() {
    long idle = System.nanoTime() - committedAt;
    if (idle >= KEEP_ALIVE.toNanos() || (idle >= IDLE.toNanos() && behind())) {
      begin();
      commit(positions());
    }
  }

  private boolean behind() {
    return !positions().equals(committed);
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(partition, consumer.position(partition));
    }
    return positions;
  }

  private void begin() {
    producer.beginTransaction();
    open = true;
  }

  private void commit(Map<TopicPartition, Long> positions) {
    producer.sendOffsetsToTransaction(
        StartPositions.marked(positions, run), consumer.groupMetadata());
    producer.commitTransaction();
    open = false;
    committed = positions;
    committedAt = System.nanoTime();
  }

  /** Aborts what is open and lets go of everything. */
  @Override
  public void close() {
    if (open) {
      meters.aborted.increment();
    }
    metrics.forEach(KafkaClientMetrics::close);
    if (watch != null) {
      watch.close();
    }
    producer.close(CLOSE);
    consumer.close(CloseOptions.timeout(CLOSE));
    admin.close(CLOSE);
  }
}
