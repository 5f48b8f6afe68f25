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
 * @param passedSince when a request of it passed first, in days since 1970; 0 if none did, or since
 *     it was held because somebody else's session came to it
 */
public record Terminal(long id, int firstDay, int lastDay, int asked, int passedSince)
    implements Remembered {
  /** So many are remembered of a pharmacy: of a chain with one admission, or a large centre. */
  public static final int LARGEST = 64;

  /** So long one is new. */
  static final int NEW_DAYS = 7;

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

  /** Whether work there passed a week ago already: it is the pharmacy's own. */
  public boolean settled(int today) {
    return passedSince > 0 && today - passedSince >= NEW_DAYS;
  }

  /** Whether a person is asked until one confirms. */
  public boolean moved() {
    return asked == MOVED;
  }
}
