package de.siegel.fraudcheck.country;

import de.siegel.fraudrules.country.LevelSnapshot;
import de.siegel.fraudrules.country.NationalLevel;
import de.siegel.fraudrules.state.PharmacyState;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How busy the pharmacies of one task are. Written to its store once a second and not with each
 * request: what a crash loses of it is a second of a sum over a day.
 */
public final class Levels {
  /** Name of the store. */
  public static final String NAME = "levels";

  private static final String KEY = "level";

  private final KeyValueStore<String, byte[]> store;
  private final NationalLevel level;
  private boolean changed;

  public Levels(KeyValueStore<String, byte[]> store) {
    this.store = store;
    byte[] before = store.get(KEY);
    this.level =
        before == null ? new NationalLevel() : new NationalLevel(LevelSnapshot.decode(before));
  }

  /** Counts a request. */
  public void seen(PharmacyState before, PharmacyState after) {
    level.seen(before, after);
    changed = true;
  }

  /** What has to be told to the others; empty if nothing changed. */
  public Optional<byte[]> toTell() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    byte[] snapshot = level.snapshot().encode();
    store.put(KEY, snapshot);
    return Optional.of(snapshot);
  }
}
