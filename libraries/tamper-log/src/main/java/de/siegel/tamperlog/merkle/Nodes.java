package de.siegel.tamperlog.merkle;

/** Where the hashes of a tree's complete subtrees are found. */
@FunctionalInterface
public interface Nodes {
  /**
   * The hash of a complete subtree: that of leaves {@code index << level} to {@code (index + 1) <<
   * level}, exclusive.
   *
   * @param level 0 for leaves
   * @param index of the subtree among those of its level, from 0
   */
  Hash node(int level, long index);
}
