package de.siegel.replay.kafka;

import de.siegel.identity.control.ControlSignatures;
import de.siegel.replay.invariant.EventCursor;
import de.siegel.replay.invariant.Fact;
import de.siegel.replay.invariant.Horizon;
import de.siegel.replay.invariant.InvariantCheck;
import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.trail.LeafDecoder;
import de.siegel.replay.trail.LogEntry;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.servicekit.record.LinkOpener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Holds a cluster against the invariants I1 to I5, I8 and the integrity of its log ({@code siegel
 * audit verify --invariants}). Only reads; needs no secret. With the months' link keys it also
 * compares certificate ids, and requests that are no longer retained.
 *
 * <p>Memory: see {@link InvariantCheck}.
 */
public final class InvariantChecker {
  private static final String READER = "invariant-checker";
  private static final int LOOK_MILLIS = 200;

  /** Longer than a stage's transaction may live before the broker aborts it. */
  private static final int LONGEST_TRANSACTION_MILLIS = 90_000;

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final LinkOpener links;
  private final InstantSource clock;

  public InvariantChecker(
      KafkaSettings kafka, SchemaRegistry registry, LinkOpener links, InstantSource clock) {
    this.kafka = kafka;
    this.registry = registry;
    this.links = links;
    this.clock = clock;
  }

  /**
   * How to check.
   *
   * @param settledBefore submissions appended then or later may still be in flight: of them nothing
   *     is missed; at most the time of the call
   * @param patience how long the sequencer may take to bring the log up to the events that were
   *     there when the check began
   * @param boundaryCounters folder of the signer's counters, if they can be had
   * @param signatures checks who signed the records of control.admissions; if empty, nobody does,
   *     and I8 is only as true as the broker
   * @param atRest true if no stage runs: then what lies behind their offsets is under way
   */
  public record Options(
      Instant settledBefore,
      Duration patience,
      Optional<Path> boundaryCounters,
      Optional<ControlSignatures> signatures,
      boolean atRest) {}

  /**
   * Reads everything and checks it.
   *
   * @throws org.apache.kafka.common.KafkaException if the cluster cannot be read
   * @throws de.siegel.schemas.registry.RegistryException if the registry cannot
   */
  public InvariantReport check(Options options) {
    // The counters first: a signature that is counted there was announced before.
    List<Fact> counters = options.boundaryCounters().map(BoundaryCounters::read).orElse(List.of());
    try (Admin admin = Admin.create(kafka.common())) {
      Topics topics = Topics.of(admin, clock.instant());
      Optional<Unprocessed> unprocessed =
          options.atRest() ? Optional.of(new Unprocessed(admin, kafka, topics)) : Optional.empty();
      unprocessed.ifPresent(rest -> rest.awaitEndOfTransactions(LONGEST_TRANSACTION_MILLIS));
      Map<Integer, PartitionCursor> cursors = new HashMap<>();
      try {
        for (TopicPartition partition : topics.partitions(TopicCatalogue.AUDIT_EVENTS)) {
          cursors.put(partition.partition(), new PartitionCursor(kafka, partition));
        }
        return check(options, topics, counters, unprocessed, Map.copyOf(cursors));
      } finally {
        cursors.values().forEach(PartitionCursor::close);
      }
    }
  }

  private InvariantReport check(
      Options options,
      Topics topics,
      List<Fact> counters,
      Optional<Unprocessed> unprocessed,
      Map<Integer, ? extends EventCursor> cursors) {
    InvariantCheck check =
        new InvariantCheck(
            new Horizon(topics.answersFrom(), options.settledBefore()), Map.copyOf(cursors));
    FactReader facts = new FactReader(registry);
    TopicScan.scan(
        kafka,
        READER,
        topics.partitions(TopicCatalogue.REQUESTS),
        record -> check.fact(facts.submitted(record)));
    List<String> parked = new ArrayList<>(topics.parked());
    TopicScan.scan(
        kafka, READER, topics.partitions(parked), record -> check.fact(facts.parked(record)));
    TopicScan.scan(
        kafka,
        READER,
        topics.partitions(topics.outcomes()),
        record -> check.fact(facts.answered(record)));
    counters.forEach(check::fact);
    readAdmissions(check, options);
    unprocessed.ifPresent(
        rest ->
            Unprocessed.flow()
                .forEach(
                    (stage, topic) ->
                        rest.read(
                            stage,
                            topic,
                            record -> facts.underWay(record).ifPresent(check::fact))));
    readLog(check, options.patience());
    unprocessed.ifPresent(rest -> readPending(check, rest));
    if (check.needsAdmissions()) {
      readAdmissions(check, options);
    }
    return check.report();
  }

  private void readAdmissions(InvariantCheck check, Options options) {
    new ControlScan(kafka, registry, options.signatures())
        .read(
            List.of(TopicCatalogue.ADMISSIONS),
            found -> check.fact(new Fact.Controlled(found.payload(), found.publishedAt())));
  }

  private void readLog(InvariantCheck check, Duration patience) {
    LeafDecoder decoder = new LeafDecoder(registry, links);
    Instant end = clock.instant().plus(patience);
    try (LogReader log = new LogReader(kafka)) {
      log.readToEnd(entry -> take(check, decoder, entry));
      while (check.logIsBehind() && clock.instant().isBefore(end)) {
        pause(LOOK_MILLIS);
        log.readToEnd(entry -> take(check, decoder, entry));
      }
    }
  }

  /** Events that the sequencer had not copied. */
  private void readPending(InvariantCheck check, Unprocessed rest) {
    LeafDecoder decoder = new LeafDecoder(registry, links);
    rest.read(
        TopicCatalogue.SEQUENCER,
        TopicCatalogue.AUDIT_EVENTS,
        record -> {
          try {
            check.pending(
                new Position(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                decoder.decode(-1, Instant.ofEpochMilli(record.timestamp()), record.value()));
          } catch (UndecodableRecord e) {
            // The sequencer will park it, and says so then; until then the log lacks it.
          }
        });
  }

  private static void take(InvariantCheck check, LeafDecoder decoder, LogEntry entry) {
    check.entry(entry);
    try {
      check.leaf(decoder.decode(entry.index().orElse(-1L), entry.appendedAt(), entry.value()));
    } catch (UndecodableRecord e) {
      check.undecodable(entry);
    }
  }

  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
