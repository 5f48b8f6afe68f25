package de.siegel.sequencer.domain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells which partitions an open transaction holds back for longer than any may live: whoever reads
 * what is committed waits before it, and sees nothing that comes behind.
 *
 * <p>Not safe for use by several threads.
 */
public final class HeldBack {
  private final Duration longest;
  private final Map<Integer, Since> before = new HashMap<>();

  private record Since(long stable, long nanos) {}

  /**
   * How far a partition goes.
   *
   * @param stable its last stable offset
   * @param highWatermark its high watermark
   */
  public record Ends(long stable, long highWatermark) {}

  /**
   * @param longest how long a transaction may live
   */
  public HeldBack(Duration longest) {
    this.longest = longest;
  }

  /**
   * Looks at all partitions.
   *
   * @param nanos of a clock that only goes forward
   * @return the last stable offset of each partition at which it has stood for longer
   */
  public SortedMap<Integer, Long> look(Map<Integer, Ends> partitions, long nanos) {
    SortedMap<Integer, Long> held = new TreeMap<>();
    partitions.forEach(
        (partition, ends) -> {
          Since since = before.get(partition);
          if (ends.highWatermark() <= ends.stable()) {
            before.remove(partition);
          } else if (since == null || since.stable() != ends.stable()) {
            before.put(partition, new Since(ends.stable(), nanos));
          } else if (nanos - since.nanos() >= longest.toNanos()) {
            held.put(partition, ends.stable());
          }
        });
    return held;
  }
}
