package de.siegel.servicekit.decided;

import java.util.function.Predicate;

/** Where the pages of {@link DecidedOffsets} are kept, by page number. */
public interface Pages {
  /** A page, not to be changed; null if there is none. */
  byte[] get(long number);

  /** Keeps a page. */
  void put(long number, byte[] page);

  /** Removes all pages that a condition names. */
  void removeIf(Predicate<byte[]> condition);
}
