package de.siegel.fraudrules.state;

/**
 * What is remembered of a terminal.
 *
 * @param id token
 * @param firstDay when first seen, in days since 1970
 * @param lastDay when last seen
 * @param asked how often a person was asked to confirm because it was new, of operators who are
 *     known; {@link #CONFIRMED} once one did; {@link #MOVED} if somebody else's session came to it
 *     and nobody has confirmed a request since
 */
public record Terminal(long id, int firstDay, int lastDay, int asked) implements Remembered {
  /** A person confirmed it. */
  public static final int CONFIRMED = 255;

  /** It was held because somebody else's session came to it. */
  public static final int MOVED = 254;

  /** More are not counted. */
  static final int MOST_ASKED = 253;

  /** Whether nobody needs to be asked any more. */
  public boolean trusted() {
    return asked == CONFIRMED;
  }

  /** Whether a person is asked until one confirms. */
  public boolean moved() {
    return asked == MOVED;
  }
}
