package de.siegel.fraudrules.state;

/**
 * Of which batches others were told in these weeks: a bit each, which now and then two share. So
 * few are told of twice, and one in a dozen not at all for once. When all bits are set nobody is
 * told of anything: a flood silences itself. Immutable.
 */
public final class Told {
  /** Bits there are. */
  static final int BITS = 1_024;

  /** Days after which others are told again: they forget. */
  private static final int DAYS = 28;

  /** Nothing was told. */
  static final Told NOTHING = new Told(0, new long[BITS / 64]);

  private final int since;
  private final long[] bits;

  /** The array becomes its own. */
  Told(int since, long[] bits) {
    this.since = since;
    this.bits = bits;
  }

  /** Whether others were told of a batch. */
  boolean has(long batch) {
    int bit = bit(batch);
    return (bits[bit >> 6] >>> bit & 1) == 1;
  }

  /** With a batch. */
  Told with(long batch) {
    long[] next = bits.clone();
    int bit = bit(batch);
    next[bit >> 6] |= 1L << bit;
    return new Told(since, next);
  }

  /** As it is on a day. */
  Told on(int day) {
    return day - since >= DAYS ? new Told(day, new long[BITS / 64]) : this;
  }

  /** In the next weeks others share a bit. */
  private int bit(long batch) {
    long mixed = (batch ^ since * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (int) (mixed >>> 64 - 10);
  }

  int since() {
    return since;
  }

  int count() {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  long word(int index) {
    return bits[index];
  }
}
