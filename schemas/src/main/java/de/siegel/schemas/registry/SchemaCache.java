package de.siegel.schemas.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * What the registry said about ids. Known ids never change and are forgotten only for want of room;
 * unknown ones are forgotten after a time, for they may come to be known.
 */
final class SchemaCache {

  /** So many ids that turned out to be unknown may be asked for at once. */
  private static final int MISSES = 50;

  /** And one more each time that so much has passed. */
  private static final long MISS_NANOS = 100_000_000L;

  private final Map<Integer, Schema> known;
  private final Map<Integer, Long> unknownUntil;
  private final long unknownNanos;
  private final LongSupplier nanoTime;
  private long missesFrom;

  SchemaCache(int maxIds, long unknownNanos, LongSupplier nanoTime) {
    this.known = new Bounded<>(maxIds);
    this.unknownUntil = new Bounded<>(maxIds);
    this.unknownNanos = unknownNanos;
    this.nanoTime = nanoTime;
    this.missesFrom = nanoTime.getAsLong() - MISSES * MISS_NANOS;
  }

  /**
   * Whether an id may be asked for that was not seen before. Each question holds a stage up, and
   * whoever may write to a topic can name a new id in each record.
   */
  synchronized boolean mayAsk() {
    return nanoTime.getAsLong() - missesFrom >= MISS_NANOS;
  }

  synchronized Optional<Schema> known(int id) {
    return Optional.ofNullable(known.get(id));
  }

  synchronized boolean isUnknown(int id) {
    Long until = unknownUntil.get(id);
    if (until == null) {
      return false;
    }
    if (nanoTime.getAsLong() - until >= 0) {
      unknownUntil.remove(id);
      return false;
    }
    return true;
  }

  synchronized void putKnown(int id, Schema schema) {
    known.put(id, schema);
    unknownUntil.remove(id);
  }

  synchronized void putUnknown(int id) {
    long now = nanoTime.getAsLong();
    unknownUntil.put(id, now + unknownNanos);
    long earliest = now - MISSES * MISS_NANOS;
    missesFrom = (missesFrom - earliest < 0 ? earliest : missesFrom) + MISS_NANOS;
  }

  /** Forgets what was used longest ago. */
  private static final class Bounded<V> extends LinkedHashMap<Integer, V> {

    private static final long serialVersionUID = 1L;

    private final int maxEntries;

    Bounded(int maxEntries) {
      super(16, 0.75f, true);
      this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
      return size() > maxEntries;
    }
  }
}
