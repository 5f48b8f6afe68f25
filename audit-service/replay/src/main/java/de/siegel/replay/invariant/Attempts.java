package de.siegel.replay.invariant;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.SigningAttempts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Each use of the key was announced. Takes about 150 bytes a signature of the whole log, and little
 * for each run of a signer.
 */
final class Attempts {

  private static final class Run {
    private long announced;
    private long signatures;
  }

  private record Issued(long index, Instant appendedAt) {}

  private final Horizon horizon;
  private final Findings findings;
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Set<ByteBuffer> announced = new HashSet<>();
  private final Map<ByteBuffer, Issued> unannounced = new LinkedHashMap<>();

  Attempts(Horizon horizon, Findings findings) {
    this.horizon = horizon;
    this.findings = findings;
  }

  void counted(Fact.Counted fact) {
    if (fact.signatures().isEmpty()) {
      findings.add(Breach.COUNTER_UNREADABLE, fact.run());
    } else {
      count(run(fact.run()), fact.signatures().get());
    }
  }

  /** Looks at a leaf about a batch of attempts. */
  void signing(Leaf leaf) {
    SigningAttempts attempts = leaf.event().getSigning();
    Run run = run(attempts.getRun());
    count(run, attempts.getBoundaryCount());
    if (leaf.event().getKind() == AuditKind.SIGNING_ANNOUNCED) {
      run.announced += Math.max(0, attempts.getAttempts());
      announced.addAll(attempts.getCommitments());
      unannounced.keySet().removeAll(attempts.getCommitments());
    }
  }

  void issued(Leaf leaf, Instant appendedAt) {
    ByteBuffer commitment = leaf.event().getDecision().getCommitment();
    // Announcement and leaf stand in different partitions and may come into the log either way.
    if (!announced.contains(commitment)) {
      unannounced.put(commitment, new Issued(leaf.index(), appendedAt));
    }
  }

  private Run run(String id) {
    return runs.computeIfAbsent(id, absent -> new Run());
  }

  private static void count(Run run, long signatures) {
    run.signatures = Math.max(run.signatures, signatures);
  }

  /** Ends the comparison. */
  void finish() {
    runs.forEach(
        (id, run) -> {
          findings.checked(Invariant.I5);
          if (run.signatures > run.announced) {
            findings.add(
                Breach.MORE_SIGNATURES_THAN_ATTEMPTS,
                "run " + id + ": " + run.signatures + " of " + run.announced);
          }
        });
    for (Issued issued : unannounced.values()) {
      if (horizon.settled(issued.appendedAt())) {
        findings.add(Breach.UNANNOUNCED, "index " + issued.index());
      } else {
        findings.skipped(Invariant.I5);
      }
    }
  }
}
