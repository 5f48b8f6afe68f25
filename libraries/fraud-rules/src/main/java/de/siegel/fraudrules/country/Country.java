package de.siegel.fraudrules.country;

import de.siegel.fraudrules.Surroundings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * All pharmacies of all partitions, from the newest snapshot of each, and the batches that are used
 * too widely. One thread writes, any number read.
 */
public final class Country implements Surroundings {
  private final Map<Integer, LevelSnapshot> partitions = new HashMap<>();
  private final LongPredicate spread;
  private volatile DaySums sums = new DaySums();

  /**
   * @param spread which batches are used too widely, by token
   */
  public Country(LongPredicate spread) {
    this.spread = spread;
  }

  /** Takes what a partition counted, in the place of what it counted before. */
  public void put(int partition, LevelSnapshot snapshot) {
    partitions.put(partition, snapshot);
    DaySums next = new DaySums();
    partitions.values().forEach(one -> one.addTo(next));
    sums = next;
  }

  @Override
  public double on(int day) {
    return sums.on(day);
  }

  @Override
  public boolean spread(long batch) {
    return spread.test(batch);
  }
}
