package de.siegel.desk.domain.wave;

/**
 * What the pharmacies of a wave did since it was re-opened.
 *
 * @param requests decided requests
 * @param refused of them
 * @param held of them, or sent to a step-up
 * @param cardFailures sessions that ended because a card was no longer good
 */
public record Measures(long requests, long refused, long held, long cardFailures) {
  /** Nothing seen yet. */
  public static final Measures NONE = new Measures(0, 0, 0, 0);

  public Measures {
    if (requests < 0 || refused < 0 || held < 0 || cardFailures < 0) {
      throw new IllegalArgumentException("counts are not negative");
    }
    if (refused + held > requests) {
      throw new IllegalArgumentException("no more is refused and held than was asked for");
    }
  }
}
