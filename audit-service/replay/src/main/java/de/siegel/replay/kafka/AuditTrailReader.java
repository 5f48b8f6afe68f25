package de.siegel.replay.kafka;

import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.LeafDecoder;
import de.siegel.replay.trail.LogEntry;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.LinkOpener;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Replays the trail: streams the leaves of audit.log in order, decoded, their links opened where
 * the month's key is at hand.
 *
 * <p>Not safe for use by several threads.
 */
public final class AuditTrailReader implements AutoCloseable {
  private final LogReader log;
  private final LeafDecoder decoder;

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
    log.readToEnd(entry -> each.accept(leaf(entry)));
  }

  /**
   * Hands over leaves as they come for as long as the caller wants more.
   *
   * @param goOn asked several times a second
   * @throws DamagedTrail if the log holds something that is no leaf
   */
  public void follow(Consumer<Leaf> each, BooleanSupplier goOn) {
    log.follow(entry -> each.accept(leaf(entry)), goOn);
  }

  private Leaf leaf(LogEntry entry) {
    long index =
        entry.index().orElseThrow(() -> new DamagedTrail(entry.offset(), "it has no index"));
    try {
      return decoder.decode(index, entry.value());
    } catch (UndecodableRecord e) {
      throw new DamagedTrail(entry.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
