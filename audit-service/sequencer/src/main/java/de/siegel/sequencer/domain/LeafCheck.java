package de.siegel.sequencer.domain;

import java.util.Optional;

/** Says whether bytes may become a leaf of the trail. */
@FunctionalInterface
public interface LeafCheck {

  /**
   * Looks at a record's value.
   *
   * @param value the bytes; null if the record has none
   * @return a stable code of why not; empty if they are an audit event written for audit.events
   */
  Optional<String> refusal(byte[] value);
}
