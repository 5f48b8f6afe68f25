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

  /** Writes what was held back; call it whenever somebody waits. */
  void flush();

  /**
   * Writes what ends the output; nothing may be written after it.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  default void end() {
    flush();
  }
}
