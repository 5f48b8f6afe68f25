package de.siegel.fraudrules;

/**
 * What is known of the person that a request is about, from what their pharmacy asked for within
 * the last day or two. Counts and marks alone: nothing of it tells who it is, or which requests
 * were theirs.
 *
 * @param repeats how many earlier requests named the same dose of the same product, 0 to {@value
 *     PersonHistory#LARGEST}
 * @param tooClose whether another dose of theirs is closer to this one than two doses can be
 * @param outOfOrder whether a later dose has an earlier date
 * @param unusualName whether the name looks like one that forms are filled with
 */
public record Person(int repeats, boolean tooClose, boolean outOfOrder, boolean unusualName) {
  /** Nothing is known, or nothing is unusual. */
  public static final Person UNKNOWN = new Person(0, false, false, false);

  public Person {
    if (repeats < 0 || repeats > PersonHistory.LARGEST) {
      throw new IllegalArgumentException("repeats must be 0 to " + PersonHistory.LARGEST);
    }
  }
}
