package de.siegel.fraudcheck;

import de.siegel.fraudcheck.batch.BatchFile;
import de.siegel.fraudcheck.batch.BatchLine;
import de.siegel.fraudrules.Batch;
import de.siegel.fraudrules.Batches;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of batches under the tokens of a quarter, and under those of the one before while that
 * stands beside it. Not safe for use by several threads.
 */
final class KnownBatches {
  private final BatchFile file;
  private final FraudTokens tokens;
  private List<BatchLine> lines = List.of();
  private String quarter = "";
  private Batches batches = Batches.UNKNOWN;

  KnownBatches(BatchFile file, FraudTokens tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /** At an event time; the same object until list or quarter change. */
  Batches at(Instant moment) {
    List<BatchLine> current = file.lines();
    if (current.isEmpty()) {
      return Batches.UNKNOWN;
    }
    boolean both = tokens.hasFormer(moment);
    String of = FraudTokens.quarter(moment) + (both ? " and before" : "");
    if (current != lines || !of.equals(quarter)) {
      Map<Long, Batch> known = new HashMap<>();
      for (BatchLine line : current) {
        Batch batch = line.known(pharmacy -> tokens.place("pharmacy", pharmacy, pharmacy));
        known.put(tokens.batch(moment, line.product(), line.batch()), batch);
        if (both) {
          known.put(tokens.formerBatch(moment, line.product(), line.batch()), batch);
        }
      }
      batches = new Batches(known);
      lines = current;
      quarter = of;
    }
    return batches;
  }

  /** Lets go of secrets that were destroyed. */
  void forgetDestroyed() {
    tokens.forgetDestroyed();
  }
}
