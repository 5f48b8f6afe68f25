package de.siegel.tamperlog.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * That a tree is the beginning of a larger one: nothing that was there has been changed.
 *
 * @param first size of the earlier tree
 * @param second size of the later one
 * @param path as RFC 9162, section 2.1.4.1 has it; empty if first is 0 or the sizes are equal
 */
public record ConsistencyProof(long first, long second, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether it proves that (RFC 9162, section 2.1.4.2). */
  public boolean holds(Hash firstRoot, Hash secondRoot) {
    if (first < 0 || first > second) {
      return false;
    }
    if (first == 0 && !firstRoot.equals(Hash.OF_EMPTY_TREE)) {
      // Two equal roots of no leaves are no trees yet: there is one root only of that size.
      return false;
    }
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (first == 0) {
      return path.isEmpty();
    }
    Deque<Hash> hashes = new ArrayDeque<>(path);
    if (Long.bitCount(first) == 1) {
      hashes.addFirst(firstRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    long at = first - 1;
    long last = second - 1;
    while ((at & 1) == 1) {
      at >>>= 1;
      last >>>= 1;
    }
    Hash earlier = hashes.removeFirst();
    Hash later = earlier;
    for (Hash hash : hashes) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        earlier = Hash.ofNode(hash, earlier);
        later = Hash.ofNode(hash, later);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        later = Hash.ofNode(later, hash);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && earlier.equals(firstRoot) && later.equals(secondRoot);
  }
}
