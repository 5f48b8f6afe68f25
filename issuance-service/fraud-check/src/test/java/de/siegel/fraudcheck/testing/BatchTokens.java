package de.siegel.fraudcheck.testing;

import de.siegel.fraudrules.BatchName;
import java.time.Instant;

/** Makes tokens of batches: as a replay does, or as a stage does with its secrets of quarters. */
public interface BatchTokens {
  /** As a replay does: the same in all quarters, and no secret. */
  BatchTokens OF_NAMES =
      (at, product, batch) -> {
        String normal = BatchName.normal(batch);
        return normal.isEmpty() ? 0 : TraceRequests.token(product + "/" + normal);
      };

  /**
   * Of a batch; 0 if none is named.
   *
   * @param at event time
   */
  long batch(Instant at, String product, String batch);

  /** Of the same under the secret of the quarter before; 0 if there is none. */
  default long former(Instant at, String product, String batch) {
    return 0;
  }
}
