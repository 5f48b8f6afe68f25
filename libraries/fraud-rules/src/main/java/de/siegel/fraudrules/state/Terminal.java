package de.siegel.fraudrules.state;

/**
 * What is remembered of a terminal.
 *
 * @param id token
 * @param firstDay when first seen, in days since 1970
 * @param lastDay when last seen
 * @param asked how often a person was asked to confirm because it was new; {@link #CONFIRMED} once
 *     one did
 */
public record Terminal(long id, int firstDay, int lastDay, int asked) implements Remembered {
  /** A person confirmed it. */
  public static final int CONFIRMED = 255;

  /** Whether nobody needs to be asked any more. */
  public boolean trusted() {
    return asked == CONFIRMED;
  }
}
