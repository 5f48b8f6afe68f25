package de.siegel.client;

import java.time.Duration;

/** No outcome came, and none can come any more: send the request again under the same id. */
public final class OutcomeOverdue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutcomeOverdue(String submissionId, Duration waited) {
    super(
        "No outcome of "
            + submissionId
            + " within "
            + waited.toHours()
            + " hours: send the request again under the same request id");
  }
}
