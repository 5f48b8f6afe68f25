package de.siegel.schemas.registry;

/**
 * What a new version of a subject must be able to do, with the meanings and names of the Confluent
 * schema registry's REST API.
 */
public enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOlder;
  private final boolean readByOlder;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOlder, boolean readByOlder, boolean transitive) {
    this.readsOlder = readsOlder;
    this.readByOlder = readByOlder;
    this.transitive = transitive;
  }

  /** True if the new version must read what older ones wrote. */
  public boolean readsOlder() {
    return readsOlder;
  }

  /** True if older versions must read what the new one writes. */
  public boolean readByOlder() {
    return readByOlder;
  }

  /** True if this holds against every older version, false if only against the newest. */
  public boolean transitive() {
    return transitive;
  }
}
