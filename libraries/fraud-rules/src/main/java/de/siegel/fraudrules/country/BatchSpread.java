package de.siegel.fraudrules.country;

import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds batches whose numbers are passed around. A batch comes to its pharmacies in its first
 * weeks, and to hardly any new one later; numbers that were photographed or sold turn up all at
 * once, weeks after, at many pharmacies that never used them. One thread writes, any number ask
 * {@link #spread}.
 */
public final class BatchSpread {
  /** So many batches are remembered at most; those at the fewest pharmacies go first. */
  public static final int LARGEST = 20_000;

  /** What of a full memory goes at once. */
  private static final int SWEPT = LARGEST / 10;

  private final Batches batches;
  private final Parameters.Spread parameters;
  private final Map<Long, BatchReach> reaches = new HashMap<>();
  private final Set<Long> found = ConcurrentHashMap.newKeySet();
  private int begun;
  private int latest;
  private double usualGain;

  /**
   * @param batches what is known of them; may be nothing
   */
  public BatchSpread(Batches batches, Parameters parameters) {
    this.batches = batches;
    this.parameters = parameters.spread();
  }

  /** Takes in that a pharmacy uses a batch. Twice is once. */
  public void see(Sighting sighting) {
    int day = sighting.day();
    if (begun == 0) {
      begun = day;
    }
    if (day > latest) {
      latest = day;
      newDay();
    }
    if (day <= latest - parameters.memoryDays()) {
      return;
    }
    if (reaches.size() >= LARGEST && !reaches.containsKey(sighting.batch())) {
      sweep();
    }
    BatchReach reach =
        reaches.computeIfAbsent(sighting.batch(), batch -> new BatchReach(sighting.day()));
    reach.add(sighting.pharmacy(), day);
    if (reach.foundDay() == 0 && tooFar(batches.find(sighting.batch()), reach)) {
      reach.found(latest);
      found.add(sighting.batch());
    }
  }

  /** Whether a batch is used too widely. */
  public boolean spread(long batch) {
    return !found.isEmpty() && found.contains(batch);
  }

  /** How many batches are remembered, at most {@value #LARGEST}. */
  public int size() {
    return reaches.size();
  }

  private boolean tooFar(Batch batch, BatchReach reach) {
    if (batch != null && reach.pharmacies() > batch.doses()) {
      return true;
    }
    int gained = reach.gained(latest);
    int before = reach.pharmacies() - gained;
    return mature(batch, reach)
        && gained >= least(batch)
        && gained >= parameters.growth() * before
        && reach.pharmacies() < BatchReach.EVERYWHERE;
  }

  private boolean mature(Batch batch, BatchReach reach) {
    int days = parameters.matureDays();
    boolean old =
        batch != null
            ? latest - batch.released().toEpochDay() >= days
            : latest - reach.firstDay >= days;
    // Of what was before the first sighting nobody knows where it was used.
    return old && latest - begun >= days;
  }

  /** A large batch comes to more pharmacies, and in a busy country every one does. */
  private double least(Batch batch) {
    double bySize =
        batch == null
            ? parameters.pharmacies()
            : Math.max(
                parameters.pharmacies(), batch.doses() / (double) parameters.dosesPerPharmacy());
    return Math.max(bySize, parameters.timesUsual() * usualGain);
  }

  private void newDay() {
    reaches.values().removeIf(reach -> reach.lastDay() <= latest - parameters.memoryDays());
    double gained = 0;
    int counted = 0;
    for (Map.Entry<Long, BatchReach> one : reaches.entrySet()) {
      BatchReach reach = one.getValue();
      if (reach.foundDay() > 0 && latest - reach.foundDay() >= parameters.foundDays()) {
        reach.found(0);
      }
      if (reach.foundDay() == 0 && mature(batches.find(one.getKey()), reach)) {
        gained += reach.gained(latest);
        counted++;
      }
    }
    usualGain = counted == 0 ? 0 : gained / counted;
    found.removeIf(batch -> !reaches.containsKey(batch) || reaches.get(batch).foundDay() == 0);
  }

  private void sweep() {
    List<Map.Entry<Long, BatchReach>> all = new ArrayList<>(reaches.entrySet());
    all.sort(
        Comparator.comparingInt((Map.Entry<Long, BatchReach> one) -> one.getValue().pharmacies())
            .thenComparingInt(one -> one.getValue().lastDay())
            .thenComparingLong(Map.Entry::getKey));
    for (Map.Entry<Long, BatchReach> one : all.subList(0, SWEPT)) {
      reaches.remove(one.getKey());
      found.remove(one.getKey());
    }
  }
}
