package de.siegel.tamperlog.merkle;

import java.util.ArrayList;
import java.util.List;

/** Makes proofs about a tree of which all complete subtrees can be found. */
public final class Proofs {
  private Proofs() {}

  /**
   * The root of the tree of some size (RFC 9162, section 2.1.1).
   *
   * @param size 0 or more
   */
  public static Hash root(long size, Nodes nodes) {
    return size == 0 ? Hash.OF_EMPTY_TREE : range(0, size, nodes);
  }

  /**
   * That a leaf is in a tree (RFC 9162, section 2.1.3.1).
   *
   * @throws IllegalArgumentException unless 0 &lt;= index &lt; size
   */
  public static InclusionProof inclusion(long index, long size, Nodes nodes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Hash> path = new ArrayList<>();
    path(index, 0, size, nodes, path);
    return new InclusionProof(index, size, path);
  }

  private static void path(long index, long from, long to, Nodes nodes, List<Hash> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      path(index, from, middle, nodes, path);
      path.add(range(middle, to, nodes));
    } else {
      path(index, middle, to, nodes, path);
      path.add(range(from, middle, nodes));
    }
  }

  /**
   * That a tree is the beginning of a larger one (RFC 9162, section 2.1.4.1).
   *
   * @throws IllegalArgumentException unless 0 &lt;= first &lt;= second
   */
  public static ConsistencyProof consistency(long first, long second, Nodes nodes) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no tree of " + first + " in one of " + second);
    }
    List<Hash> path = new ArrayList<>();
    if (first > 0 && first < second) {
      subproof(first, 0, second, true, nodes, path);
    }
    return new ConsistencyProof(first, second, path);
  }

  private static void subproof(
      long first, long from, long to, boolean known, Nodes nodes, List<Hash> path) {
    if (first == to) {
      if (!known) {
        path.add(range(from, to, nodes));
      }
      return;
    }
    long middle = from + split(to - from);
    if (first <= middle) {
      subproof(first, from, middle, known, nodes, path);
      path.add(range(middle, to, nodes));
    } else {
      subproof(first, middle, to, false, nodes, path);
      path.add(range(from, middle, nodes));
    }
  }

  /** The hash of the tree of these leaves; {@code from} is where a subtree begins. */
  private static Hash range(long from, long to, Nodes nodes) {
    long length = to - from;
    if (Long.bitCount(length) == 1) {
      int level = Long.numberOfTrailingZeros(length);
      return nodes.node(level, from >>> level);
    }
    long middle = from + split(length);
    return Hash.ofNode(range(from, middle, nodes), range(middle, to, nodes));
  }

  /** The largest power of two that is smaller (k in RFC 9162, section 2.1.1). */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }
}
