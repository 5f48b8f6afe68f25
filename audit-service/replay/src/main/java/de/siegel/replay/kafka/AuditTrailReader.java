package de.siegel.replay.kafka;

import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.LeafDecoder;
import de.siegel.replay.trail.LogEntry;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.LinkOpener;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Replays the trail: streams the leaves of audit.log in order, decoded, their links opened where
 * the month's key is at hand.
 *
 * <p>Not safe for use by several threads.
 */
public final class AuditTrailReader implements AutoCloseable {
  private final LogReader log;
  private final LeafDecoder decoder;
  private long seen;

  /** Begins before the first leaf. */
  public AuditTrailReader(KafkaSettings kafka, SchemaRegistry registry, LinkOpener links) {
    this.decoder = new LeafDecoder(registry, links);
    this.log = new LogReader(kafka);
  }

  /**
   * Hands over the leaves that are committed at the time of the call and were not handed over
   * before.
   *
   * @throws DamagedTrail if the log holds something that is no leaf
   */
  public void readToEnd(Consumer<Leaf> each) {
    readToEnd(event -> true, each);
  }

  /**
   * As {@link #readToEnd(Consumer)}, for those leaves only whose event is wanted; the links of
   * others are not opened.
   *
   * @return how many leaves were looked at
   * @throws DamagedTrail if the log holds something that is no leaf, wanted or not
   */
  public long readToEnd(Predicate<AuditEvent> wanted, Consumer<Leaf> each) {
    long before = seen;
    log.readToEnd(entry -> leaf(entry, wanted).ifPresent(each));
    return seen - before;
  }

  /**
   * Hands over leaves as they come for as long as the caller wants more.
   *
   * @param wanted looks at the event alone; the links of others are not opened
   * @param goOn asked several times a second, after the leaves of each fetch
   * @throws DamagedTrail if the log holds something that is no leaf
   */
  public void follow(Predicate<AuditEvent> wanted, Consumer<Leaf> each, BooleanSupplier goOn) {
    log.follow(entry -> leaf(entry, wanted).ifPresent(each), goOn);
  }

  private Optional<Leaf> leaf(LogEntry entry, Predicate<AuditEvent> wanted) {
    long index =
        entry.index().orElseThrow(() -> new DamagedTrail(entry.offset(), "it has no index"));
    seen++;
    try {
      return decoder.decode(index, entry.appendedAt(), entry.value(), wanted);
    } catch (UndecodableRecord e) {
      throw new DamagedTrail(entry.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
