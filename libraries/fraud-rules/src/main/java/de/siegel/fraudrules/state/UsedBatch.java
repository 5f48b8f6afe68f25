package de.siegel.fraudrules.state;

/**
 * A batch of which requests passed.
 *
 * @param id token of product and batch
 * @param firstDay when first, in days since 1970
 * @param lastDay when last
 */
public record UsedBatch(long id, int firstDay, int lastDay) implements Remembered {}
