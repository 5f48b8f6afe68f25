package de.siegel.sequencer.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which leaf each committed record becomes. */
public final class Sequencing {

  /**
   * The longest value that becomes a leaf, in bytes: an entry bundle has two bytes for its length
   * (C2SP tlog-tiles, Log entries).
   */
  public static final int LONGEST_LEAF = 0xFFFF;

  /** Reason of a record that is too long for audit.log. */
  public static final String TOO_LONG = "TOO_LONG";

  private Sequencing() {}

  /**
   * What becomes of records, in their order.
   *
   * @param steps one for each record, in the same order
   * @param nextIndex the index of the leaf that comes after these
   */
  public record Plan(List<Step> steps, long nextIndex) {
    public Plan {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Gives each record that may be a leaf the next index and puts the others aside.
   *
   * @param nextIndex the index that the next leaf takes, from 0
   * @param committed records of audit.events, each partition's in order
   * @param check whether a value may be a leaf
   * @throws IllegalArgumentException if the index is negative
   */
  public static Plan plan(long nextIndex, Iterable<SourceRecord> committed, LeafCheck check) {
    if (nextIndex < 0) {
      throw new IllegalArgumentException("nextIndex must be at least 0, is " + nextIndex);
    }
    List<Step> steps = new ArrayList<>();
    long index = nextIndex;
    for (SourceRecord record : committed) {
      Optional<String> refusal = refusal(record.value(), check);
      if (refusal.isPresent()) {
        steps.add(new Step.Park(record, refusal.get()));
      } else {
        steps.add(new Step.Append(index, record));
        index++;
      }
    }
    return new Plan(steps, index);
  }

  private static Optional<String> refusal(byte[] value, LeafCheck check) {
    return value != null && value.length > LONGEST_LEAF
        ? Optional.of(TOO_LONG)
        : check.refusal(value);
  }
}
