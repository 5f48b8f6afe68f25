package de.siegel.replay.log;

import de.siegel.replay.trail.LogEntry;

/** What is not as it was signed; ends the reading in the middle. */
final class Difference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long index;

  /**
   * @param index of the first entry that something may be wrong with
   */
  Difference(long index, String message) {
    super(message, null, false, false);
    this.index = index;
  }

  long index() {
    return index;
  }

  /**
   * The bytes of the entry that has to follow.
   *
   * @throws Difference if another one does
   */
  static byte[] requireNext(LogEntry entry, long next) {
    long index = entry.index().orElseThrow(() -> new Difference(next, "a record has no index"));
    if (index != next || entry.value() == null) {
      throw new Difference(
          next,
          "the record that follows has index "
              + index
              + ": one was dropped, inserted, doubled or moved");
    }
    return entry.value();
  }
}
