package de.siegel.fraudrules.state;

/**
 * Where a session was first used.
 *
 * @param id token
 * @param firstDay when first seen, in days since 1970
 * @param lastDay when last seen
 * @param terminal token of the terminal
 */
public record OpenSession(long id, int firstDay, int lastDay, long terminal)
    implements Remembered {}
