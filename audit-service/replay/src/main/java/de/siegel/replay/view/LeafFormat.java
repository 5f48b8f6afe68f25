package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;

/** Writes leaves for people or programs, one after the other. */
public interface LeafFormat {

  /**
   * Writes a leaf.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void write(Leaf leaf);

  /** Writes what was held back; call it after the last leaf, or whenever somebody waits. */
  void flush();
}
