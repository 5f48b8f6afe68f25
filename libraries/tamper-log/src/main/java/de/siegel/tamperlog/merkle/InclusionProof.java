package de.siegel.tamperlog.merkle;

import java.util.List;
import java.util.Optional;

/**
 * That a leaf is in a tree at an index.
 *
 * @param index of the leaf, from 0
 * @param size of the tree
 * @param path from the leaf's sibling up to a child of the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it proves that (RFC 9162, section 2.1.3.2). */
  public boolean holds(Hash leaf, Hash root) {
    return root(leaf).filter(root::equals).isPresent();
  }

  /** The root that follows from a leaf; empty if index, size and path do not fit together. */
  public Optional<Hash> root(Hash leaf) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    long at = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((at & 1) == 1 || at == last) {
        hash = Hash.ofNode(sibling, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = Hash.ofNode(hash, sibling);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }
}
