package de.siegel.servicekit.service;

/** One independent process of the house, or one part of the embedded one. */
public interface Service extends AutoCloseable {
  /** Begins to work; returns at once. */
  void start();

  /** Whether it decides, or could if there were work. */
  boolean ready();

  /** Whether it has stopped because of an error that it cannot mend itself. */
  boolean failed();

  /** Finishes what is under way and stops; may be called more than once. */
  @Override
  void close();
}
