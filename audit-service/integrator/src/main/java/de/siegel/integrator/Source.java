package de.siegel.integrator;

/**
 * Where a leaf comes from.
 *
 * @param partition of audit.events
 * @param offset in it
 */
record Source(int partition, long offset) {}
