package de.siegel.fraudrules.state;

/**
 * A batch of which requests passed. That a vaccination's batch was left out is remembered as one
 * too: it may be a pharmacy's habit.
 *
 * @param id token of product and batch; {@link #NONE} if none was named
 * @param firstDay when first, in days since 1970
 * @param lastDay when last
 */
public record UsedBatch(long id, int firstDay, int lastDay) implements Remembered {
  /** In the place of the token where a vaccination names no batch. */
  public static final long NONE = 0;
}
