package de.siegel.desk.domain;

import java.time.Duration;

/**
 * What a pharmacy did while on probation.
 *
 * @param issued certificates
 * @param held requests that fraud-check held or that needed a step-up
 * @param incidents brakes that were pulled for it, whatever became of them
 */
public record ProbationRecord(long issued, long held, long incidents) {
  /** Shortest time on probation. */
  public static final Duration SHORTEST = Duration.ofDays(14);

  /** Without a certificate nothing was shown. */
  public static final long FEWEST_ISSUED = 10;

  public ProbationRecord {
    if (issued < 0 || held < 0 || incidents < 0) {
      throw new IllegalArgumentException("counts are not negative");
    }
  }

  /** At most one request in twenty held, and no brake. */
  boolean isClean() {
    return issued >= FEWEST_ISSUED && held * 20 <= issued && incidents == 0;
  }
}
