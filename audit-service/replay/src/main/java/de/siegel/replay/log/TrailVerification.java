package de.siegel.replay.log;

import de.siegel.replay.kafka.LogReader;
import de.siegel.replay.trail.LogEntry;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Computes the log anew from {@code audit.log} alone, and compares it with every checkpoint that
 * its key signed on {@code audit.checkpoints}.
 */
public final class TrailVerification {
  private final NavigableMap<Long, Hash> signed = new TreeMap<>();
  private final CompactRange range = CompactRange.empty();
  private final VerifierKey key;
  private final Cosignatures cosignatures;
  private long agreed;
  private long compared;

  private TrailVerification(VerifierKey key, Cosignatures cosignatures) {
    this.key = key;
    this.cosignatures = cosignatures;
  }

  /** What was found. */
  public sealed interface Result {
    /**
     * The trail is what was signed, at every checkpoint.
     *
     * @param size of the trail
     * @param checkpoints how many were compared
     * @param signed size of the largest one; what comes behind it nobody has signed yet
     * @param missing a sentence for each witness that was asked for and has not co-signed just the
     *     largest one, without its period
     */
    record Sound(long size, Hash root, long checkpoints, long signed, List<String> missing)
        implements Result {}

    /**
     * It is not.
     *
     * @param index of the first entry that something may be wrong with
     * @param what is wrong
     */
    record Broken(long index, String what) implements Result {}
  }

  /** Verifies the trail of a cluster. */
  public static Result of(KafkaSettings kafka, VerifierKey key) {
    return of(kafka, key, List.of());
  }

  /**
   * Verifies the trail of a cluster, and that witnesses have seen the same tree.
   *
   * @param witnesses keys for cosignatures
   */
  public static Result of(KafkaSettings kafka, VerifierKey key, List<VerifierKey> witnesses) {
    TrailVerification verification = new TrailVerification(key, new Cosignatures(witnesses));
    try (LogReader log = new LogReader(kafka)) {
      // First, so that what is signed while this reads is not held against what it has read.
      SignedCheckpoints.each(kafka, key, verification::add);
      log.readToEnd(verification::append);
      return verification.end();
    } catch (Difference e) {
      return new Result.Broken(e.index(), e.getMessage());
    }
  }

  private void add(SignedNote note, Checkpoint checkpoint) {
    cosignatures.add(note, checkpoint);
    Hash before = signed.putIfAbsent(checkpoint.size(), checkpoint.root());
    if (before != null && !before.equals(checkpoint.root())) {
      throw new Difference(
          0, "the log's key has signed two roots at size " + checkpoint.size() + ": a fork");
    }
  }

  private void append(LogEntry entry) {
    range.append(Hash.ofLeaf(Difference.requireNext(entry, range.size())));
    Hash root = signed.get(range.size());
    if (root != null) {
      if (!root.equals(range.root())) {
        throw new Difference(
            agreed,
            "up to here the trail is what was signed; at size "
                + range.size()
                + " its root is "
                + range.root()
                + ", and "
                + root
                + " was signed");
      }
      agreed = range.size();
      compared++;
    }
  }

  private Result end() {
    Map.Entry<Long, Hash> largest = signed.lastEntry();
    if (largest != null && largest.getKey() > range.size()) {
      return new Result.Broken(
          range.size(),
          "the trail ends here, and a checkpoint of " + largest.getKey() + " was signed");
    }
    // Without any checkpoint nobody can have co-signed one.
    Checkpoint head =
        new Checkpoint(
            key.name(),
            largest == null ? 0 : largest.getKey(),
            largest == null ? Hash.OF_EMPTY_TREE : largest.getValue());
    return new Result.Sound(
        range.size(), range.root(), compared, agreed, cosignatures.missing(head));
  }
}
