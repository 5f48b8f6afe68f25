package de.siegel.schemas.serde;

/** What a writer does about its schema at start. */
public enum Registration {
  /** It must be registered already; the writer needs no right to register. */
  LOOK_UP,
  /** It is registered if it is not. For the embedded registry and tests only. */
  AUTOMATIC
}
