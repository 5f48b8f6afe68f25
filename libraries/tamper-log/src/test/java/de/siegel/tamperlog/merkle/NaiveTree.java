package de.siegel.tamperlog.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** RFC 9162, section 2.1, as it is written there: recursion over lists, nothing kept. */
public final class NaiveTree {
  private NaiveTree() {}

  /** The hashes of leaves that all differ. */
  public static List<Hash> leaves(int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      leaves.add(Hash.ofLeaf(("leaf " + n).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  /** MTH. */
  public static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.OF_EMPTY_TREE;
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = split(leaves.size());
    return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH. */
  public static List<Hash> path(int m, List<Hash> leaves) {
    List<Hash> path = new ArrayList<>();
    if (leaves.size() > 1) {
      int k = split(leaves.size());
      List<Hash> left = leaves.subList(0, k);
      List<Hash> right = leaves.subList(k, leaves.size());
      path.addAll(m < k ? path(m, left) : path(m - k, right));
      path.add(root(m < k ? right : left));
    }
    return path;
  }

  /** SUBPROOF. */
  public static List<Hash> subproof(int m, List<Hash> leaves, boolean known) {
    List<Hash> path = new ArrayList<>();
    if (m == leaves.size()) {
      if (!known) {
        path.add(root(leaves));
      }
      return path;
    }
    int k = split(leaves.size());
    List<Hash> left = leaves.subList(0, k);
    List<Hash> right = leaves.subList(k, leaves.size());
    path.addAll(m <= k ? subproof(m, left, known) : subproof(m - k, right, false));
    path.add(root(m <= k ? right : left));
    return path;
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  /** The complete subtrees of a tree of these leaves; asked for another one, it fails. */
  public static Nodes nodes(List<Hash> leaves) {
    return (level, index) ->
        root(leaves.subList((int) (index << level), (int) (index + 1 << level)));
  }
}
