package de.siegel.sequencer.kafka;

/** The sequencer must not go on, and trying again does not help; the message says what to do. */
public final class SequencerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SequencerFailure(String message) {
    super(message);
  }
}
