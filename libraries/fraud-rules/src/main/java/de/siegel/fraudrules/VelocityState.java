package de.siegel.fraudrules;

/**
 * What {@link Velocity} remembers of a pharmacy.
 *
 * @param expectedNanos the theoretical arrival time of the next request at a steady rate, in
 *     nanoseconds since the epoch; 0 for a pharmacy that has not been seen
 */
public record VelocityState(long expectedNanos) {
  /** A pharmacy that has not been seen. */
  public static final VelocityState NEW = new VelocityState(0);
}
