package de.siegel.tamperlog.tile;

/**
 * Where an entry was copied from. It is no part of the entry, and no checkpoint speaks of it.
 *
 * @param partition of the topic that the log is fed from, from 0
 * @param offset in it, from 0
 */
public record LeafSource(int partition, long offset) {
  public LeafSource {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("no place " + partition + ":" + offset);
    }
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
