package de.siegel.witness.domain;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** When a witness co-signs (C2SP tlog-witness, add-checkpoint). */
public final class WitnessRules {
  private WitnessRules() {}

  /** What a witness does. */
  public sealed interface Decision {
    /** It keeps the checkpoint and then co-signs it. */
    record Cosign(Checkpoint checkpoint) implements Decision {}

    /** The log has to begin from another size. */
    record Conflict(long size) implements Decision {}

    /**
     * It does not.
     *
     * @param why a kind with the status that the specification gives it
     */
    record Refused(Why why) implements Decision {}
  }

  /** Why not. */
  public enum Why {
    /** No log of this origin is looked at here. */
    UNKNOWN_ORIGIN,
    /** None of the log's keys has signed. */
    NOT_SIGNED,
    /** The old size is larger than the new one. */
    SHRINKS,
    /** The new tree is not shown to begin with the old one: a rewritten log, or a wrong proof. */
    INCONSISTENT
  }

  /**
   * Decides on a checkpoint.
   *
   * @param latest what was co-signed last for its origin; empty if nothing was
   * @param keys of all logs that are looked at; a log's key has its origin's name
   */
  public static Decision decide(
      Optional<Checkpoint> latest, AddCheckpoint request, Collection<VerifierKey> keys) {
    Checkpoint next = request.checkpoint();
    List<VerifierKey> own = keys.stream().filter(key -> key.name().equals(next.origin())).toList();
    if (own.isEmpty()) {
      return new Decision.Refused(Why.UNKNOWN_ORIGIN);
    }
    if (!(request.note().check(own) instanceof SignedNote.Check.Signed)) {
      return new Decision.Refused(Why.NOT_SIGNED);
    }
    if (request.oldSize() > next.size()) {
      return new Decision.Refused(Why.SHRINKS);
    }
    long known = latest.map(Checkpoint::size).orElse(0L);
    if (request.oldSize() != known) {
      return new Decision.Conflict(known);
    }
    Hash root = latest.map(Checkpoint::root).orElse(Hash.OF_EMPTY_TREE);
    if (request.oldSize() == next.size() && !root.equals(next.root())) {
      return new Decision.Conflict(known);
    }
    return request.consistency().holds(root, next.root())
        ? new Decision.Cosign(next)
        : new Decision.Refused(Why.INCONSISTENT);
  }
}
