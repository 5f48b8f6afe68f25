package de.siegel.replay.log;

import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What witnesses have co-signed (C2SP tlog-cosignature): of each the largest tree, so memory does
 * not grow with the notes that are looked at.
 *
 * <p>Not safe for use by several threads.
 */
public final class Cosignatures {
  private final List<VerifierKey> witnesses;
  private final Map<VerifierKey, Checkpoint> seen = new HashMap<>();
  private final Map<VerifierKey, Checkpoint> falsely = new HashMap<>();

  /**
   * @param witnesses keys of those that must have co-signed; none asks for nothing
   */
  public Cosignatures(List<VerifierKey> witnesses) {
    this.witnesses = List.copyOf(witnesses);
  }

  /**
   * Looks at a note.
   *
   * @param checkpoint what its text says; two of one size with different roots are for who checks
   *     the log's own signatures to find
   */
  void add(SignedNote note, Checkpoint checkpoint) {
    for (VerifierKey witness : witnesses) {
      boolean named =
          note.signatures().stream()
              .anyMatch(
                  line -> line.name().equals(witness.name()) && line.keyId() == witness.keyId());
      if (named) {
        boolean holds = note.check(List.of(witness)) instanceof SignedNote.Check.Signed;
        (holds ? seen : falsely).merge(witness, checkpoint, Cosignatures::larger);
      }
    }
  }

  private static Checkpoint larger(Checkpoint one, Checkpoint other) {
    return other.size() >= one.size() ? other : one;
  }

  /**
   * Which witnesses have not co-signed just this tree.
   *
   * @return one sentence each, without its period; empty if all have
   */
  List<String> missing(Checkpoint head) {
    List<String> missing = new ArrayList<>();
    for (VerifierKey witness : witnesses) {
      Checkpoint tree = seen.get(witness);
      if (tree == null || !isSame(tree, head)) {
        missing.add("the witness " + witness.name() + " " + why(tree, falsely.get(witness), head));
      }
    }
    return missing;
  }

  private static boolean isSame(Checkpoint one, Checkpoint other) {
    return one.origin().equals(other.origin())
        && one.size() == other.size()
        && one.root().equals(other.root());
  }

  private static String why(Checkpoint tree, Checkpoint wrong, Checkpoint head) {
    if (wrong != null && isSame(wrong, head)) {
      return "is named by the checkpoint of " + head.size() + ", but its signature does not hold";
    }
    if (tree == null) {
      return "has not co-signed the checkpoint of " + head.size() + ", nor any other";
    }
    if (tree.size() == head.size() && tree.origin().equals(head.origin())) {
      return "has co-signed another tree of "
          + head.size()
          + " entries, with root "
          + tree.root()
          + ": it was shown another history";
    }
    return "has not co-signed the checkpoint of "
        + head.size()
        + ", but one of "
        + tree.size()
        + " (a log that grew a moment ago may wait for it)";
  }
}
