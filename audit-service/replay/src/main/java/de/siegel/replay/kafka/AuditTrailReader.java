package de.siegel.replay.kafka;

import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.FetchDecoder;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.LogEntry;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.record.LinkOpener;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Replays the trail: streams the leaves of audit.log in order, decoded, their links opened where
 * the month's key is at hand.
 *
 * <p>Not safe for use by several threads.
 */
public final class AuditTrailReader implements AutoCloseable {
  /** One writes and fetches beside them. */
  private static final int THREADS =
      Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() - 1));

  private final LogReader log;
  private final FetchDecoder decoder;
  private long seen;

  /**
   * Begins before the first leaf.
   *
   * @param links makes an opener for each thread that decodes
   */
  public AuditTrailReader(
      KafkaSettings kafka, SchemaRegistry registry, Supplier<LinkOpener> links) {
    this.decoder = new FetchDecoder(registry, links, THREADS);
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
    log.fetchToEnd(fetch -> decode(fetch, wanted, each));
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
    log.follow(fetch -> decode(fetch, wanted, each), goOn);
  }

  private void decode(List<LogEntry> fetch, Predicate<AuditEvent> wanted, Consumer<Leaf> each) {
    decoder.decode(fetch, wanted, each);
    seen += fetch.size();
  }

  @Override
  public void close() {
    decoder.close();
    log.close();
  }
}
