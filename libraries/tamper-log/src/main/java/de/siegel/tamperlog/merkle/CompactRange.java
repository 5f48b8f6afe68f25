package de.siegel.tamperlog.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The right edge of a growing tree: the roots of the complete subtrees that its leaves make, the
 * largest first. It has as many as its size has one bits, so memory stays flat however large the
 * log is.
 *
 * <p>Not safe for use by several threads.
 */
public final class CompactRange {
  /** Is told of each subtree when its last leaf has come. */
  @FunctionalInterface
  public interface Completed {
    /**
     * @param level 0 for leaves
     * @param index of the subtree among those of its level
     */
    void node(int level, long index, Hash hash);
  }

  private final List<Hash> edge;
  private long size;

  private CompactRange(long size, List<Hash> edge) {
    this.size = size;
    this.edge = edge;
  }

  /** Of a tree without leaves. */
  public static CompactRange empty() {
    return new CompactRange(0, new ArrayList<>());
  }

  /**
   * Of a tree that is there already.
   *
   * @param nodes its complete subtrees
   */
  public static CompactRange of(long size, Nodes nodes) {
    List<Hash> edge = new ArrayList<>();
    long at = 0;
    for (int level = Long.SIZE - 2; level >= 0; level--) {
      if ((size >>> level & 1) == 1) {
        edge.add(nodes.node(level, at >>> level));
        at += 1L << level;
      }
    }
    return new CompactRange(size, edge);
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** The roots of its complete subtrees, the largest first. */
  public List<Hash> edge() {
    return Collections.unmodifiableList(edge);
  }

  /** Appends a leaf. */
  public void append(Hash leaf, Completed completed) {
    Hash hash = leaf;
    completed.node(0, size, hash);
    int level = 0;
    for (long left = size; (left & 1) == 1; left >>>= 1) {
      hash = Hash.ofNode(edge.remove(edge.size() - 1), hash);
      level++;
      completed.node(level, left >>> 1, hash);
    }
    edge.add(hash);
    size++;
  }

  /** Appends a leaf. */
  public void append(Hash leaf) {
    append(leaf, (level, index, hash) -> {});
  }

  /** The root of the tree so far (RFC 9162, section 2.1.1). */
  public Hash root() {
    if (edge.isEmpty()) {
      return Hash.OF_EMPTY_TREE;
    }
    Hash root = edge.get(edge.size() - 1);
    for (int n = edge.size() - 2; n >= 0; n--) {
      root = Hash.ofNode(edge.get(n), root);
    }
    return root;
  }
}
