package de.siegel.sequencer.domain;

/** What to do with one committed record. */
public sealed interface Step {

  /** The record that it is about. */
  SourceRecord source();

  /**
   * Append its bytes, unchanged, to audit.log.
   *
   * @param index the leaf's number, from 0 without a gap
   * @param source the record
   */
  record Append(long index, SourceRecord source) implements Step {}

  /**
   * Put it aside and say so in the trail; it takes no index.
   *
   * @param source the record
   * @param reason stable code
   */
  record Park(SourceRecord source, String reason) implements Step {}
}
