package de.siegel.embedded.pipeline;

/** The embedded pipeline cannot run; the message says why. */
public final class PipelineStartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PipelineStartFailure(String message) {
    super(message);
  }
}
